package dev.estiba.local.taskhub;

import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.TaskOrchestrationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An orchestrator that a seed has made up. What it has seen of external events goes from generation
 * to generation, and is its result.
 *
 * @param steps what it does, one after the other
 */
record SimulatedProgram(List<Step> steps) {

  static final String NAME = "Program";
  static final String WORK = "Work";
  static final List<String> EVENTS = List.of("red", "blue");

  private static final int LAST_GENERATION = 3;

  enum Act {
    CALL,
    CALL_WITH_RETRIES,
    FAN_OUT,
    FORGET,
    SLEEP,
    WAIT,
    WAIT_OR_SLEEP,
    CHILD,
    SEND,
    STATUS,
    THROW,
    BREAK,
    CONTINUE_AS_NEW
  }

  /**
   * @param number milliseconds to sleep, activities to fan out, the child's program
   * @param name of the event, or how the activity behaves
   * @param isCareful whether it catches failures
   */
  record Step(Act act, int number, String name, boolean isCareful) {}

  /** What the input says: which program, who it is, and what it has seen. */
  record State(int program, String who, int generation, List<String> seen) {

    static State parse(String input) {
      String[] parts = input.split("/", -1);
      return new State(
          Integer.parseInt(parts[0]),
          parts[1],
          Integer.parseInt(parts[2]),
          parts[3].isEmpty() ? List.of() : List.of(parts[3].split(",")));
    }

    static String start(int program, String who) {
      return new State(program, who, 1, List.of()).toString();
    }

    @Override
    public String toString() {
      return program + "/" + who + "/" + generation + "/" + String.join(",", seen);
    }
  }

  /** Children are of later programs: there are no circles. */
  static SimulatedProgram random(RandomGenerator random, int index, int programs) {
    List<Step> steps = new ArrayList<>();
    int length = 1 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      Act act = Act.values()[random.nextInt(Act.values().length)];
      boolean isRare = act == Act.THROW || act == Act.BREAK;
      if (isRare && random.nextInt(4) != 0 || act == Act.CHILD && index == programs - 1) {
        act = Act.CALL;
      }
      int number =
          switch (act) {
            case SLEEP, WAIT_OR_SLEEP -> List.of(-5, 0, 1, 300, 7_000).get(random.nextInt(5));
            case FAN_OUT -> 2 + random.nextInt(5);
            case CHILD -> index + 1 + random.nextInt(programs - index - 1);
            default -> 0;
          };
      String name =
          switch (act) {
            case WAIT, WAIT_OR_SLEEP, SEND -> EVENTS.get(random.nextInt(EVENTS.size()));
            default -> List.of("good", "good", "good", "bad", "flaky").get(random.nextInt(5));
          };
      steps.add(new Step(act, number, name, random.nextInt(4) != 0));
    }
    return new SimulatedProgram(steps);
  }

  String run(TaskOrchestrationContext context, State state) {
    return new Run(context, state).all();
  }

  /** One replay. */
  private final class Run {

    private final TaskOrchestrationContext context;
    private final State state;
    private final List<String> seen;

    /** Waits that lost against a timer: they still take an event that comes. */
    private final List<Task<String>> left = new ArrayList<>();

    Run(TaskOrchestrationContext context, State state) {
      this.context = context;
      this.state = state;
      this.seen = new ArrayList<>(state.seen());
    }

    String all() {
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        if (step.act == Act.CONTINUE_AS_NEW && state.generation < LAST_GENERATION) {
          left.stream().filter(Task::isDone).forEach(task -> seen.add(task.await()));
          context.continueAsNew(
              new State(state.program, state.who, state.generation + 1, seen).toString());
          return "";
        }
        try {
          perform(step, state.who + "." + state.generation + "." + i);
        } catch (TaskFailedException e) {
          if (!step.isCareful) {
            throw e;
          }
        }
      }
      return String.join(",", seen);
    }

    private void perform(Step step, String what) {
      switch (step.act) {
        case CALL -> call(step, what, null).await();
        case CALL_WITH_RETRIES ->
            call(step, what, new TaskOptions(new RetryPolicy(3, Duration.ofSeconds(1)))).await();
        case FAN_OUT -> fanOut(step, what);
        case FORGET -> {
          call(step, what, null);
          context.createTimer(Duration.ofMillis(step.number + 1));
        }
        case SLEEP -> context.createTimer(Duration.ofMillis(step.number)).await();
        case WAIT -> seen.add(context.waitForExternalEvent(step.name, String.class).await());
        case WAIT_OR_SLEEP -> waitOrSleep(step);
        case CHILD -> child(step, what).await();
        case SEND -> context.sendEvent("root-" + (what.length() % 3), step.name, "sent." + what);
        case STATUS -> context.setCustomStatus(what);
        case THROW -> throw new IllegalStateException("Thrown by " + what);
        case BREAK -> throw new AssertionError("Broken by " + what);
        case CONTINUE_AS_NEW -> {} // The last generation goes on.
      }
    }

    private Task<String> call(Step step, String what, TaskOptions options) {
      return context.callActivity(WORK, what + "." + step.name, options, String.class);
    }

    private void fanOut(Step step, String what) {
      List<Task<String>> tasks = new ArrayList<>();
      for (int i = 0; i < step.number; i++) {
        tasks.add(call(step, what + "." + i, null));
      }
      for (Task<String> task : tasks) {
        try {
          task.await();
        } catch (TaskFailedException e) {
          if (!step.isCareful) {
            throw e;
          }
        }
      }
    }

    private void waitOrSleep(Step step) {
      Task<String> event = context.waitForExternalEvent(step.name, String.class);
      context.anyOf(event, context.createTimer(Duration.ofMillis(step.number))).await();
      if (event.isDone()) {
        seen.add(event.await());
      } else {
        left.add(event);
      }
    }

    private Task<String> child(Step step, String what) {
      return context.callSubOrchestrator(
          NAME,
          State.start(step.number, what),
          context.getInstanceId() + "-" + state.generation + step.number,
          String.class);
    }
  }
}
