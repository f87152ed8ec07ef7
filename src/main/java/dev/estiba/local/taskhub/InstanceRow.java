package dev.estiba.local.taskhub;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance as the store has it. A transition reads it, changes it, and saves it in the same
 * transaction. The writer keeps those that it has seen last; others read copies of their own.
 */
final class InstanceRow {

  /** The instance, its generation and its task, that wait for the end of this one. */
  record Parent(long seq, String executionId, int taskId) {}

  static final String COLUMNS =
      "seq, instance_id, execution_id, name, status, created_at, updated_at, turn_at, batches,"
          + " started, parent_seq, parent_execution_id, parent_task_id, custom_status,"
          + " output, failure, open";

  final long seq;
  final String instanceId;
  final String name;
  final long createdAt;
  final @Nullable Parent parent;

  String executionId;
  RuntimeStatus status;

  /** The status that the store has. */
  RuntimeStatus savedStatus;

  long updatedAt;

  /** The time of the last turn, or null before the first. Never decreases. */
  @Nullable Long turnAt;

  /** How many batches of history this generation has. */
  int batches;

  /** Whether the present generation has had its first turn. */
  boolean started;

  /** What the present generation waits for. */
  OpenWork open = new OpenWork();

  @Nullable String customStatus;
  @Nullable String output;

  /** Why a failed instance failed, or why the last turn of a running one could not be run. */
  @Nullable TaskFailureDetails failure;

  InstanceRow(
      long seq,
      String instanceId,
      String executionId,
      String name,
      long createdAt,
      @Nullable Parent parent) {
    this.seq = seq;
    this.instanceId = instanceId;
    this.executionId = executionId;
    this.name = name;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.parent = parent;
    this.status = RuntimeStatus.PENDING;
    this.savedStatus = RuntimeStatus.PENDING;
  }

  static InstanceRow from(ResultSet result) throws SQLException {
    InstanceRow row =
        new InstanceRow(
            result.getLong(1),
            result.getString(2),
            result.getString(3),
            result.getString(4),
            result.getLong(6),
            parent(result));
    row.status = status(result.getString(5), row);
    row.savedStatus = row.status;
    row.updatedAt = result.getLong(7);
    long turnAt = result.getLong(8);
    row.turnAt = result.wasNull() ? null : turnAt;
    row.batches = result.getInt(9);
    row.started = result.getBoolean(10);
    row.customStatus = result.getString(14);
    row.output = result.getString(15);
    row.failure = failure(result.getBytes(16));
    row.open = OpenWork.fromBytes(result.getBytes(17));
    return row;
  }

  private static RuntimeStatus status(String text, InstanceRow row) throws SQLException {
    try {
      return RuntimeStatus.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new SQLException(
          "Instance " + row.instanceId + " has the status '" + text + "': the file is damaged", e);
    }
  }

  private static @Nullable Parent parent(ResultSet result) throws SQLException {
    long parentSeq = result.getLong(11);
    return result.wasNull() ? null : new Parent(parentSeq, result.getString(12), result.getInt(13));
  }

  private static @Nullable TaskFailureDetails failure(byte @Nullable [] bytes) throws SQLException {
    try {
      return bytes == null ? null : TaskFailureDetails.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("The failure details in the store cannot be read.", e);
    }
  }

  /** What the parts in memory are to know of it. */
  Effect.InstanceLoaded loaded(List<Delivery> inbox) {
    return new Effect.InstanceLoaded(
        seq,
        instanceId,
        executionId,
        name,
        batches,
        turnAt,
        open.startAt(),
        status == RuntimeStatus.SUSPENDED,
        open.answerable(),
        inbox);
  }

  /** Whether the generation of that id is this instance's present one, and still goes on. */
  boolean isAlive(String generation) {
    return executionId.equals(generation) && !status.isTerminal();
  }

  InstanceState toState(@Nullable String input) {
    return new InstanceState(
        instanceId,
        name,
        status,
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(updatedAt),
        input,
        output,
        customStatus,
        failure == null ? null : Failures.toState(failure));
  }
}
