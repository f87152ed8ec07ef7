package dev.estiba.bench;

import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskActivityContext;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.local.taskhub.TaskRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the hub runs: orchestrators that call a trivial activity. */
final class Orchestrations {

  static final String HELLO_SEQUENCE_5 = "HelloSequence5";
  static final String ONE_ACTIVITY = "OneActivity";
  static final String FAN_OUT = "FanOut";
  static final String FAMILY = "Family";
  static final String CHILD = "Child";
  static final String ONE_THEN_WAIT = "OneThenWait";

  /** The event that {@link #ONE_THEN_WAIT} waits for. */
  static final String GO = "go";

  /** The one activity. */
  static final String HELLO = "Hello";

  private static final List<String> CITIES =
      List.of("Tokyo", "Seattle", "London", "Lisbon", "Vienna");

  static final Map<String, OrchestratorFunction<?>> ALL =
      Map.of(
          HELLO_SEQUENCE_5, Orchestrations::helloSequence5,
          ONE_ACTIVITY, Orchestrations::oneActivity,
          FAN_OUT, Orchestrations::fanOut,
          FAMILY, Orchestrations::family,
          CHILD, context -> context.getInput(Integer.class),
          ONE_THEN_WAIT, context -> oneThenWait(context, () -> {}));

  private Orchestrations() {}

  /** All of it, for a hub that runs it in this process. */
  static TaskRegistry registry() {
    TaskRegistry registry = new TaskRegistry().activity(HELLO, Orchestrations::hello);
    ALL.forEach(registry::orchestrator);
    return registry;
  }

  static String hello(TaskActivityContext context) {
    return "Hello, " + context.getInput(String.class) + "!";
  }

  private static String helloSequence5(TaskOrchestrationContext context) {
    List<String> greetings = new ArrayList<>();
    for (String city : CITIES) {
      greetings.add(hello(context, city).await());
    }
    return String.join(" ", greetings);
  }

  private static String oneActivity(TaskOrchestrationContext context) {
    return hello(context, "Tokyo").await();
  }

  private static Integer fanOut(TaskOrchestrationContext context) {
    int width = context.getInput(Integer.class);
    List<Task<String>> tasks = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      tasks.add(hello(context, Integer.toString(i)));
    }
    return context.allOf(tasks).await().size();
  }

  private static Integer family(TaskOrchestrationContext context) {
    int size = context.getInput(Integer.class);
    List<Task<Integer>> children = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      children.add(context.callSubOrchestrator(CHILD, i, Integer.class));
    }
    return context.allOf(children).await().size();
  }

  /**
   * @param beforeWait is run, at each replay, where it begins to wait
   */
  static String oneThenWait(TaskOrchestrationContext context, Runnable beforeWait) {
    String greeting = hello(context, "Tokyo").await();
    beforeWait.run();
    return greeting + context.waitForExternalEvent(GO, String.class).await();
  }

  private static Task<String> hello(TaskOrchestrationContext context, String name) {
    return context.callActivity(HELLO, name, String.class);
  }
}
