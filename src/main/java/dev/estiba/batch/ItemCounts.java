package dev.estiba.batch;

/** How many items of a batch are in each state. */
public record ItemCounts(
    int waiting,
    int running,
    int succeeded,
    int failed,
    int timedOut,
    int cancelled,
    int rejected,
    int skipped) {

  static final ItemCounts NONE = of("");

  static ItemCounts of(String states) {
    int[] byCode = new int[128];
    states.chars().forEach(code -> byCode[code]++);
    return new ItemCounts(
        byCode[ItemState.WAITING.code()],
        byCode[ItemState.RUNNING.code()],
        byCode[ItemState.SUCCEEDED.code()],
        byCode[ItemState.FAILED.code()],
        byCode[ItemState.TIMED_OUT.code()],
        byCode[ItemState.CANCELLED.code()],
        byCode[ItemState.REJECTED.code()],
        byCode[ItemState.SKIPPED.code()]);
  }

  /** Those that ended, and did not succeed. */
  public int unsuccessful() {
    return failed + timedOut + rejected + cancelled;
  }

  /** Those that are over, whether they ran or not. */
  public int ended() {
    return succeeded + failed + timedOut + cancelled + rejected + skipped;
  }

  public int total() {
    return waiting + running + ended();
  }
}
