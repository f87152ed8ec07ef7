package dev.estiba.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.shown.Fault.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One fault in one phase of one task with one fate: the task, and the rules that hit it alone. */
record Combination(int number, Fault fault, Target target, Scenario scenario) {

  /** A container that somebody else has to end writes a line a second. */
  private static final int LONG_SECONDS = 300;

  private static final int FEW_LINES = 5;
  private static final int MORE_LINES = 20;

  /** Of a task in the phases before its container ends. */
  private static final int SHORT_TIMEOUT = 8;

  /** Its rule is made once it is seen to run. */
  private static final int RUNNING_TIMEOUT = 15;

  /** Passes while the fault keeps a task in a later phase. */
  private static final int LATE_TIMEOUT = 12;

  /** That of the phase before has to be over. */
  private static final int LATEST_TIMEOUT = 20;

  static List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    for (Fault fault : Faults.all()) {
      for (Target target : Target.values()) {
        for (Scenario scenario : Scenario.values()) {
          Combination next = new Combination(all.size(), fault, target, scenario);
          if (fault.meanings().containsKey(target) && next.makesSense()) {
            all.add(next);
          }
        }
      }
    }
    return all;
  }

  Meaning meaning() {
    return fault.meanings().get(target);
  }

  private boolean makesSense() {
    if (scenario.interrupts()) {
      return !(meaning() instanceof Meaning.Ends) && !isOverAtOnce();
    }
    return scenario != Scenario.KILLED || holds();
  }

  /** What comes too late for a cancellation in that phase. */
  private boolean isOverAtOnce() {
    return target.isAfterRun() && !holdsLater();
  }

  /** Whether the task is in that phase until the fault is over. */
  private boolean holds() {
    if (meaning() instanceof Meaning.Ends) {
      return target != Target.RUNNING_LOGS;
    }
    if (target == Target.CREATE_GET && fault.effect().contains("invalidJson")) {
      return false; // Before a create the answer is a 404, whatever is said beside.
    }
    return !target.isAfterRun() || holdsLater();
  }

  private boolean holdsLater() {
    boolean isLog = fault.effect().contains("ContainerLogNotAvailable");
    boolean isView = fault.meanings().keySet().equals(Fault.VIEWS) || isLog;
    boolean tooLate = target == Target.DELETING && fault.comesAfterTheEffect();
    return fault.mayLast() && !isView && (!tooLate || fault.takesTime());
  }

  /** Also of its task and so, with something behind it, of its container group. */
  String name() {
    return "f%04d".formatted(number);
  }

  String title() {
    return name() + " " + fault.name() + " in " + target.title() + ", " + scenario;
  }

  int exitCode() {
    return number % 2 == 0 ? 0 : 3;
  }

  // The rules.

  /** Those that are there before the task. */
  List<String> rulesBefore() {
    List<String> rules = new ArrayList<>();
    if (target.ruleIsMadeIn().isEmpty()) {
      rules.add(rule());
    }
    if (target == Target.DELETING_GET) {
      // Time to make its rule, before the first look that it is for.
      rules.add(rule("logs", 0, "4", "kind: error, status: 500"));
    }
    if (scenario == Scenario.KILLED && meaning() instanceof Meaning.Ends) {
      rules.add(hold());
    }
    return rules;
  }

  String rule() {
    String operation = fault.operation().isEmpty() ? target.operation() : fault.operation();
    int skip = target == Target.STARTING && operation.equals("get") ? 1 : 0;
    return rule(operation, skip, count(), fault.effect().replace("TIME", time()));
  }

  private String time() {
    if (scenario == Scenario.KILLED) {
      return "60s";
    }
    return isHeldByOneRequest() ? "14s" : "1s";
  }

  private boolean isHeldByOneRequest() {
    return fault.takesTime() && target.isAfterRun() && scenario.interrupts();
  }

  /** Keeps a task, whose end is certain, from ending before the kill. */
  private String hold() {
    if (target.isCreate()) {
      return rule("get", target == Target.CREATE_GET ? 0 : 1, "null", "kind: error, status: 500");
    }
    return rule("logs", 0, "null", "kind: error, status: 500");
  }

  private String rule(String operation, int skip, String count, String effect) {
    return "{operation: %s, name: \"%s-*\", skip: %d, count: %s, effect: {%s}}"
        .formatted(operation, name(), skip, count, effect);
  }

  private String count() {
    if (meaning() instanceof Meaning.Ends) {
      return target == Target.CREATE_GET ? "1" : "null";
    }
    if (isHeldByOneRequest()) {
      return "1";
    }
    boolean isLie = meaning() instanceof Meaning.Losing || meaning() instanceof Meaning.EndsWithRun;
    return switch (scenario) {
      case SINGLE -> isLie ? "null" : Integer.toString(few());
      case KILLED -> fault.mayLast() ? "null" : "2";
      case CANCEL -> fault.mayLast() ? Integer.toString(untilCancelled()) : "2";
      case TIMEOUT -> fault.mayLast() ? Integer.toString(untilTimedOut()) : "2";
    };
  }

  /** A create is asked again after five seconds, everything else sooner. */
  private int few() {
    if (fault.effect().contains("vanish")) {
      return 1;
    }
    boolean oneLie = target == Target.DELETING_GET && !fault.mayLast();
    boolean slow = target.isCreate() && !fault.effect().endsWith("retryAfter: 1s");
    return oneLie || slow ? 1 : 2;
  }

  /** Most of them after the cancellation: what is asked again then waits 1, 2, 4, … seconds. */
  private int untilCancelled() {
    return switch (target) {
      case CREATE_GET -> 3;
      case CREATE_PUT -> 100;
      case STARTING, RUNNING -> 6;
      case COLLECTING, DELETING_GET, DELETING -> 4;
      case RUNNING_LOGS -> 4;
    };
  }

  private int untilTimedOut() {
    return switch (target) {
      case CREATE_GET -> 3;
      case CREATE_PUT -> 100;
      case STARTING, RUNNING -> 10;
      case RUNNING_LOGS -> 8;
      case COLLECTING, DELETING_GET, DELETING -> later();
    };
  }

  /** The JDK's HTTP client repeats some reads whose connection is closed. */
  private int later() {
    return fault.effect().equals("kind: close") ? 5 : 4;
  }

  // The task.

  /**
   * @param secretVariable one more environment variable
   */
  ObjectNode task(ObjectNode secretVariable) {
    // In a region of its own: where Azure is busy, or full, all tasks of the region wait together.
    ObjectNode task =
        Json.object().put("name", name()).put("image", "busybox").put("location", name());
    if (scenario == Scenario.TIMEOUT) {
      task.put("timeoutSeconds", timeout());
    }
    var variables = task.putArray("environmentVariables");
    variables.addObject().put("name", "SIMULATED_START_DELAY").put("value", startDelay());
    variables.addObject().put("name", "SIMULATED_DURATION").put("value", duration());
    variables.addObject().put("name", "SIMULATED_EXIT_CODE").put("value", exitCode() + "");
    variables.addObject().put("name", "SIMULATED_LOG").put("value", String.join("\n", lines()));
    variables.add(secretVariable);
    return task;
  }

  private int timeout() {
    if (target.isAfterRun()) {
      return target == Target.DELETING_GET ? LATEST_TIMEOUT : LATE_TIMEOUT;
    }
    return target.isRunning() ? RUNNING_TIMEOUT : SHORT_TIMEOUT;
  }

  private String startDelay() {
    if (target != Target.STARTING) {
      return "0";
    }
    return switch (scenario) {
      case SINGLE -> "3";
      case KILLED -> "12";
      case CANCEL, TIMEOUT -> LONG_SECONDS + "";
    };
  }

  private String duration() {
    if (target.isAfterRun()) {
      return "0";
    }
    if (scenario.interrupts()) {
      return LONG_SECONDS + "";
    }
    if (target.isRunning()) {
      return "24";
    }
    return scenario == Scenario.KILLED && target.isCreate() ? "40" : "1";
  }

  List<String> lines() {
    int count = scenario.interrupts() && !target.isAfterRun() ? LONG_SECONDS : shortLog();
    return IntStream.rangeClosed(1, count).mapToObj(i -> name() + " line " + i).toList();
  }

  private int shortLog() {
    return target.isRunning() ? MORE_LINES : FEW_LINES;
  }

  // What is right.

  String state() {
    if (meaning() instanceof Meaning.Ends ends) {
      return ends.state();
    }
    if (isInterrupted()) {
      return scenario == Scenario.CANCEL ? "Cancelled" : "TimedOut";
    }
    if (meaning() instanceof Meaning.EndsWithRun ends && scenario == Scenario.SINGLE) {
      return ends.state();
    }
    return exitCode() == 0 ? "Succeeded" : "Failed";
  }

  /** Empty text where there is none. */
  String reason() {
    if (meaning() instanceof Meaning.Ends ends) {
      return ends.reason();
    }
    if (isInterrupted()) {
      return state();
    }
    if (meaning() instanceof Meaning.EndsWithRun ends && scenario == Scenario.SINGLE) {
      return ends.reason();
    }
    return exitCode() == 0 ? "" : "ExitCode";
  }

  private boolean isInterrupted() {
    return scenario.interrupts() && !target.isAfterRun();
  }

  /** Whether the result tells how the container ended. */
  boolean hasExitCode() {
    return reason().isEmpty() || reason().equals("ExitCode");
  }

  /** Whether every line that the task writes is to be in its log. */
  boolean isLogWhole() {
    return !isInterrupted() && !(meaning() instanceof Meaning.Ends);
  }

  /** Whether its fault is a log that is not the container's. */
  boolean isWrongLog() {
    return target == Target.RUNNING_LOGS && meaning() instanceof Meaning.Losing;
  }

  boolean mayLoseLog() {
    return meaning() instanceof Meaning.Losing
        || (target.isRunning() && fault.effect().contains("vanish"));
  }

  /** What is wrong with a result, each in a few words. */
  List<String> problems(JsonNode result, String log, int linesAtLeast) {
    List<String> problems = new ArrayList<>();
    expect(problems, "state", state(), result.path("state").asText());
    expect(problems, "reason", reason(), result.path("reason").path("type").asText(""));
    if (hasExitCode()) {
      expect(problems, "exit code", exitCode() + "", result.path("exitCode").asText());
    }
    if (!result.path("containerGroupDeleted").asBoolean()) {
      problems.add("says that its group is not deleted");
    }
    problems.addAll(logProblems(result, log.lines().toList(), linesAtLeast));
    return problems;
  }

  private List<String> logProblems(JsonNode result, List<String> log, int atLeast) {
    boolean told = !result.path("logComplete").asBoolean() || result.path("logGaps").asInt() > 0;
    List<String> written = lines();
    List<String> problems = new ArrayList<>();
    boolean isPrefix = log.size() <= written.size() && log.equals(written.subList(0, log.size()));
    if (!isPrefix && !(told && mayLoseLog())) {
      problems.add("log lines are lost, doubled or foreign: " + brief(log));
    }
    boolean isWhole = log.equals(written);
    if (mayLoseLog() && !isWhole && !isInterrupted() && !told) {
      problems.add("log lines are lost and nothing tells it: " + brief(log));
    } else if (isLogWhole() && isPrefix && !isWhole && !(told && mayLoseLog())) {
      problems.add("the log's end is lost" + (told ? ", as it says: " : ": ") + brief(log));
    } else if (isInterrupted() && log.size() < atLeast && !(told && mayLoseLog())) {
      problems.add("of " + atLeast + " log lines at least there are " + log.size());
    }
    return problems;
  }

  private static String brief(List<String> log) {
    return log.size()
        + " lines"
        + log.stream().limit(2).map(line -> ", " + line).collect(Collectors.joining());
  }

  private static void expect(List<String> problems, String what, String right, String actual) {
    if (!right.equals(actual)) {
      problems.add(what + " is '" + actual + "', not '" + right + "'");
    }
  }
}
