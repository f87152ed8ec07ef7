package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.estiba.local.taskhub.Effect.EventDelivered;
import dev.estiba.local.taskhub.Effect.InstanceChanged;
import dev.estiba.local.taskhub.Effect.InstanceEnded;
import dev.estiba.local.taskhub.Effect.TimersCancelled;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writes that a transition is made of, and the effects that they have once committed. Lives on
 * the writer's thread; what it reads includes what the same transaction has written.
 */
final class Transaction {

  private final Sql sql;
  private final InstantSource clock;
  private final RowCache cache = new RowCache();
  private List<Effect> effects = new ArrayList<>();

  /** Take back what the present transition has noted on deliveries, which live in memory. */
  private final List<Runnable> notes = new ArrayList<>();

  /** The same of the transitions before it that will be committed with it. */
  private final List<Runnable> earlierNotes = new ArrayList<>();

  private long lastInstanceSeq;
  private long lastInboxSeq;
  private long writes;

  Transaction(Sql sql, InstantSource clock) throws SQLException {
    this.sql = sql;
    this.clock = clock;
    this.lastInstanceSeq = highest("SELECT coalesce(max(seq), 0) FROM instances");
    this.lastInboxSeq = highest("SELECT coalesce(max(seq), 0) FROM inbox");
  }

  private long highest(String query) throws SQLException {
    return sql.first(query, row -> row.getLong(1)).orElse(0L);
  }

  void begin() throws SQLException {
    sql.update("BEGIN IMMEDIATE");
  }

  void commit() throws SQLException {
    sql.update("COMMIT");
    notes.clear();
    earlierNotes.clear();
  }

  /** Undoes everything since the begin. */
  void rollBack() throws SQLException {
    forget();
    earlierNotes.forEach(Runnable::run);
    earlierNotes.clear();
    sql.update("ROLLBACK");
  }

  /** Drops what is kept in memory, because a transition has failed half-way. */
  void forget() {
    cache.clear();
    effects.clear();
    notes.forEach(Runnable::run);
    notes.clear();
  }

  /** Grows with every write, and never goes back. */
  long writes() {
    return writes;
  }

  private int write(String statement, @Nullable Object... arguments) throws SQLException {
    writes++;
    return sql.update(statement, arguments);
  }

  /** Writes something that changes nothing, to see that the file can be written. */
  void touch() throws SQLException {
    writes++;
    sql.execute("PRAGMA user_version = " + Schema.VERSION);
  }

  /** A transition has come through: its effects. */
  List<Effect> takeEffects() {
    earlierNotes.addAll(notes);
    notes.clear();
    List<Effect> taken = effects;
    effects = new ArrayList<>();
    return taken;
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  long now() {
    return clock.millis();
  }

  Optional<InstanceRow> find(String instanceId) throws SQLException {
    Optional<Long> seq = Tables.seq(sql, instanceId);
    return seq.isEmpty() ? Optional.empty() : find(seq.get());
  }

  Optional<InstanceRow> find(long instanceSeq) throws SQLException {
    InstanceRow cached = cache.get(instanceSeq);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<InstanceRow> read = Tables.instance(sql, instanceSeq);
    read.filter(row -> !row.status.isTerminal()).ifPresent(cache::put);
    return read;
  }

  /** The instances that were started by that one and have not ended. */
  List<InstanceRow> runningChildren(InstanceRow parent) throws SQLException {
    List<Long> seqs =
        sql.list(
            "SELECT seq FROM instances WHERE parent_seq = ? AND parent_execution_id = ? AND "
                + Schema.GOES_ON,
            row -> row.getLong(1),
            parent.seq,
            parent.executionId);
    List<InstanceRow> children = new ArrayList<>();
    for (long seq : seqs) {
      find(seq).ifPresent(children::add);
    }
    return children;
  }

  /** All that have not ended. */
  List<InstanceRow> instancesThatGoOn() throws SQLException {
    return sql.list(
        "SELECT " + InstanceRow.COLUMNS + " FROM instances WHERE " + Schema.GOES_ON,
        InstanceRow::from);
  }

  List<Long> instancesWithInbox() throws SQLException {
    return Tables.instancesWithInbox(sql);
  }

  /** A new instance, or nothing if there is one of that id. */
  Optional<InstanceRow> insert(
      String instanceId, String executionId, String name, InstanceRow.@Nullable Parent parent)
      throws SQLException {
    InstanceRow row =
        new InstanceRow(lastInstanceSeq + 1, instanceId, executionId, name, now(), parent);
    int inserted =
        write(
            "INSERT INTO instances (seq, instance_id, execution_id, name, status, created_at,"
                + " updated_at, batches, started, parent_seq, parent_execution_id,"
                + " parent_task_id) VALUES (?, ?, ?, ?, 'PENDING', ?, ?, 0, 0, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            row.seq,
            instanceId,
            executionId,
            name,
            row.createdAt,
            row.createdAt,
            parent == null ? null : parent.seq(),
            parent == null ? null : parent.executionId(),
            parent == null ? null : parent.taskId());
    if (inserted == 0) {
      return Optional.empty();
    }
    lastInstanceSeq++;
    cache.put(row);
    effect(new InstanceChanged(instanceId, RuntimeStatus.PENDING));
    return Optional.of(row);
  }

  @Nullable String input(InstanceRow row) throws SQLException {
    return Tables.input(sql, row.seq);
  }

  void setInput(InstanceRow row, @Nullable String input) throws SQLException {
    if (input == null) {
      write("DELETE FROM inputs WHERE instance_seq = ?", row.seq);
    } else {
      write("INSERT OR REPLACE INTO inputs VALUES (?, ?)", row.seq, input);
    }
  }

  /** Writes what may have changed, and tells whoever waits for this instance. */
  void save(InstanceRow row) throws SQLException {
    row.updatedAt = Math.max(row.updatedAt, now());
    update(row);
    if (row.status != row.savedStatus) {
      // By itself: an index hangs on it, of which every turn would else write a page too.
      write("UPDATE instances SET status = ? WHERE seq = ?", row.status.name(), row.seq);
      row.savedStatus = row.status;
    }
    if (row.status.isTerminal()) {
      cache.remove(row.seq);
    } else {
      cache.put(row);
    }
    effect(new InstanceChanged(row.instanceId, row.status));
  }

  private void update(InstanceRow row) throws SQLException {
    write(
        "UPDATE instances SET execution_id = ?, updated_at = ?, turn_at = ?, batches = ?,"
            + " started = ?, open = ?, custom_status = ?, output = ?, failure = ? WHERE seq = ?",
        row.executionId,
        row.updatedAt,
        row.turnAt,
        row.batches,
        row.started,
        row.open.toBytes(),
        row.customStatus,
        row.output,
        row.failure == null ? null : row.failure.toByteArray(),
        row.seq);
  }

  void delete(InstanceRow row) throws SQLException {
    dropPending(row);
    dropHistory(row);
    write("DELETE FROM inputs WHERE instance_seq = ?", row.seq);
    write("DELETE FROM instances WHERE seq = ?", row.seq);
    cache.remove(row.seq);
    effect(new InstanceEnded(row.seq));
    effect(new InstanceChanged(row.instanceId, row.status));
  }

  void deleteEverything() throws SQLException {
    for (String table : Schema.TABLES) {
      write("DELETE FROM " + table);
    }
    cache.clear();
    effect(new Effect.HubEmptied());
  }

  /** Adds a batch to the history; the row has to be saved after. */
  void appendHistory(InstanceRow row, byte[] batch) throws SQLException {
    write("INSERT INTO history VALUES (?, ?)", Schema.batchKey(row.seq, row.batches), batch);
    row.batches++;
  }

  List<HistoryEvent> history(InstanceRow row) throws SQLException {
    return Tables.events(sql, row);
  }

  void dropHistory(InstanceRow row) throws SQLException {
    write(
        "DELETE FROM history WHERE key >= ? AND key < ?",
        Schema.batchKey(row.seq, 0),
        Schema.batchKey(row.seq + 1, 0));
    row.batches = 0;
  }

  /** Puts an event into the instance's inbox, for its next turn. */
  void deliver(InstanceRow row, HistoryEvent event) throws SQLException {
    Delivery delivery = Delivery.stored(event, ++lastInboxSeq);
    insert(row, delivery);
    effect(new EventDelivered(row.seq, delivery));
  }

  /** Delivers an external event. Its number tells it from any that is alike in everything else. */
  void raise(InstanceRow row, String eventName, @Nullable String input) throws SQLException {
    int number = (int) (lastInboxSeq + 1) & Integer.MAX_VALUE;
    deliver(row, Events.eventRaised(now(), number, eventName, input));
  }

  /** Puts events into the inbox of which nobody in memory is told. */
  List<Delivery> fill(InstanceRow row, Collection<HistoryEvent> events) throws SQLException {
    List<Delivery> deliveries = new ArrayList<>();
    for (HistoryEvent event : events) {
      Delivery delivery = Delivery.stored(event, ++lastInboxSeq);
      insert(row, delivery);
      deliveries.add(delivery);
    }
    return deliveries;
  }

  /** Makes durable what has been in memory alone, unless a turn has had it. */
  void keep(InstanceRow row, Delivery delivery) throws SQLException {
    if (delivery.inboxSeq() == 0 && !delivery.isConsumed()) {
      delivery.storedAs(++lastInboxSeq);
      notes.add(() -> delivery.storedAs(0));
      insert(row, delivery);
    }
  }

  private void insert(InstanceRow row, Delivery delivery) throws SQLException {
    write(
        "INSERT INTO inbox VALUES (?, ?, ?)",
        row.seq,
        delivery.inboxSeq(),
        delivery.event().toByteArray());
  }

  /** Removes what a turn has had. */
  void consume(InstanceRow row, Collection<Delivery> deliveries) throws SQLException {
    for (Delivery delivery : deliveries) {
      delivery.consume();
      notes.add(delivery::giveBack);
      row.open.answeredBy(delivery.event());
      if (delivery.inboxSeq() != 0) {
        write("DELETE FROM inbox WHERE instance_seq = ? AND seq = ?", row.seq, delivery.inboxSeq());
      }
    }
  }

  List<Delivery> inbox(InstanceRow row) throws SQLException {
    return Tables.inbox(sql, row.seq);
  }

  /** Drops what a generation that is over was sent and what it waits for. */
  void dropPending(InstanceRow row) throws SQLException {
    write("DELETE FROM inbox WHERE instance_seq = ?", row.seq);
    List<Timer> timers = row.open.timers(row.seq, row.executionId);
    row.open.clear();
    if (!timers.isEmpty()) {
      effect(new TimersCancelled(timers));
    }
  }
}
