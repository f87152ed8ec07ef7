package dev.estiba.activity;

/**
 * One round of a batch, as activities are told of it.
 *
 * @param batchId the instance id of the first round, by which people know the batch
 * @param roundId the instance id of the orchestration {@code RunBatch} of this round
 */
public record BatchRef(String batchId, String roundId) {

  /** Of the first round. */
  public static BatchRef first(String batchId) {
    return new BatchRef(batchId, batchId);
  }

  /** Of any round; the first is 1. */
  public static BatchRef of(String batchId, int round) {
    return round == 1 ? first(batchId) : new BatchRef(batchId, batchId + "-r" + round);
  }

  /**
   * The instance id of the task of one or more items.
   *
   * @param first the first of them
   * @param attempt 1 for the first task that they have in this round
   */
  public String taskId(int first, int attempt) {
    return roundId + "-" + first + (attempt == 1 ? "" : "-" + attempt);
  }

  /** The instance id of one of the round's lanes. */
  public String laneId(int lane) {
    return roundId + "-lane-" + lane;
  }

  /** The document that says that the round has not been closed yet. */
  String openMark() {
    return Batches.OPEN + roundId;
  }

  String definition() {
    return "batches/" + batchId + "/batch.json";
  }

  String ledger() {
    return "batches/" + batchId + "/" + roundId + ".json";
  }
}
