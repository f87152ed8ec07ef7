package dev.estiba.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tasks that meet a limit of their subscription, until it is lifted or they are ended. */
final class LimitsRun {

  private static final int FIRST_NUMBER = 9000;

  private final MatrixHost host;
  private int made;

  LimitsRun(MatrixHost host) {
    this.host = host;
  }

  /**
   * Some that may not be deleted, and others that may not be created.
   *
   * @param fate of those that are neither cancelled nor timed out
   */
  List<MatrixTask> quota(String ofCreates, String ofDeletes, Scenario fate) {
    List<MatrixTask> ended = tasks(ofDeletes, Target.DELETING, fate, Scenario.CANCEL);
    List<MatrixTask> queued =
        tasks(ofCreates, Target.CREATE_PUT, fate, Scenario.CANCEL, Scenario.TIMEOUT);
    host.submitUnder(ofDeletes + ": 0", ended);
    host.submitUnder(ofDeletes + ": 0, " + ofCreates + ": 0", queued);
    host.awaitEnds(queued.stream().filter(MatrixTask::isInterrupted).toList());
    if (fate == Scenario.KILLED) {
      host.killNow();
    }
    List<MatrixTask> all = Stream.concat(ended.stream(), queued.stream()).toList();
    return lifted(all);
  }

  /** What Azure says of them is to ask again in minutes: only who gives up before ends soon. */
  List<MatrixTask> creates(String limit) {
    List<MatrixTask> queued = tasks(limit, Target.CREATE_PUT, Scenario.CANCEL, Scenario.TIMEOUT);
    host.submitUnder(limit + ": 0", queued);
    host.awaitEnds(queued);
    return lifted(queued);
  }

  private List<MatrixTask> lifted(List<MatrixTask> tasks) {
    host.arm().behave("{}");
    host.drive(tasks);
    return tasks;
  }

  private List<MatrixTask> tasks(String limit, Target target, Scenario... scenarios) {
    Fault fault = Fault.of("limit " + limit, "").passing(target);
    List<MatrixTask> tasks = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      tasks.add(new MatrixTask(new Combination(FIRST_NUMBER + made++, fault, target, scenario)));
    }
    return tasks;
  }
}
