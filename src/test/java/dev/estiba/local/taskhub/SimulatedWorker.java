package dev.estiba.local.taskhub;

import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.OrchestratorFunction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs the programs and activities of a simulation, and sees that no activity runs too often. */
final class SimulatedWorker implements WorkExecutor {

  private final List<SimulatedProgram> programs;
  private final Set<String> failedOnce = new HashSet<>();
  private final Set<String> ranInThisLife = new HashSet<>();
  private final List<ActivityCall> ranTwice = new ArrayList<>();
  private final Set<String> doneAgain = new HashSet<>();
  private final OrchestratorFunction<String> code;

  SimulatedWorker(List<SimulatedProgram> programs) {
    this.programs = programs;
    this.code =
        context -> {
          var state = SimulatedProgram.State.parse(context.getInput(String.class));
          return this.programs.get(state.program()).run(context, state);
        };
  }

  /** Activities that ran twice in one life of the process. */
  List<ActivityCall> ranTwice() {
    return ranTwice;
  }

  void crashed() {
    ranInThisLife.clear();
  }

  /** What that instance and its children have done may be done again. */
  void mayRunAgain(String who) {
    doneAgain.add(who);
  }

  @Override
  public boolean hasOrchestrator(String name) {
    return name.equals(SimulatedProgram.NAME);
  }

  @Override
  public boolean hasActivity(String name) {
    return name.equals(SimulatedProgram.WORK);
  }

  @Override
  public byte[] runOrchestrator(String name, byte[] request) {
    return OrchestrationRunner.loadAndRun(request, code);
  }

  @Override
  public boolean completesExplicitly(String orchestrator) {
    return true;
  }

  @Override
  public String runActivity(ActivityCall call) {
    String what = String.valueOf(call.input());
    if (!ranInThisLife.add(what + "#" + call.taskId()) && !isDoneAgain(what)) {
      ranTwice.add(call);
    }
    boolean fails = what.endsWith("bad\"") || what.endsWith("flaky\"") && failedOnce.add(what);
    if (fails) {
      throw new IllegalStateException("The activity failed: " + what);
    }
    return what;
  }

  private boolean isDoneAgain(String what) {
    return doneAgain.stream().anyMatch(who -> what.startsWith("\"" + who + "."));
  }
}
