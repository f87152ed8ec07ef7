package dev.estiba.shown;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The task of one {@link Combination}, from its submission to what was wrong with it. */
final class MatrixTask {

  private final Combination combination;
  private final List<String> problems = new ArrayList<>();
  private volatile JsonNode payload;
  private volatile int rule = -1;
  private volatile boolean acted;
  private volatile boolean cancelled;
  private volatile boolean ended;
  private Instant seenRunning;
  private int linesAtCancel;

  MatrixTask(Combination combination) {
    this.combination = combination;
  }

  Combination combination() {
    return combination;
  }

  boolean ended() {
    return ended;
  }

  boolean acted() {
    return acted;
  }

  List<String> problems() {
    return problems;
  }

  void wrong(String problem) {
    problems.add(problem);
  }

  String id() {
    return payload.path("id").asText();
  }

  void submitted(JsonNode newPayload) {
    payload = newPayload;
  }

  void ruleIs(int index) {
    rule = index;
  }

  boolean isGoing() {
    return payload != null && !ended;
  }

  /** Whether something is to be done at a moment of its life. */
  boolean waitsForItsMoment() {
    return isGoing() && (rule < 0 || (combination.scenario() == Scenario.CANCEL && !cancelled));
  }

  /** Notes whether its fault has acted by now. */
  void look(List<Long> actedByRule) {
    acted |= rule >= 0 && rule < actedByRule.size() && actedByRule.get(rule) > 0;
  }

  /** One look at the task, and what is to follow from it. */
  void step(RunningHost host, LocalArm arm, SecretSearch secrets) {
    JsonNode status = host.status(payload);
    String phase = status.path("customStatus").path("phase").asText();
    if (status.path("runtimeStatus").asText().equals("Completed")) {
      end(host, status, secrets);
    } else if (isTimeForItsRule(host, phase)) {
      makeRule(arm);
    } else if (combination.scenario() == Scenario.CANCEL && acted && !cancelled) {
      cancel(host);
    }
  }

  /** A wrong log can be told from the right one once some of that is kept. */
  private boolean isTimeForItsRule(RunningHost host, String phase) {
    return rule < 0
        && phase.equals(combination.target().ruleIsMadeIn())
        && (!combination.isWrongLog() || !host.log(payload).isEmpty());
  }

  private void makeRule(LocalArm arm) {
    seenRunning = Instant.now();
    rule = arm.addRule(combination.rule());
  }

  String title() {
    return combination.title();
  }

  /** Whether a limit keeps it from what it is about to do; its fault is that limit. */
  boolean isHeld(RunningHost host) {
    String phase = host.status(payload).path("customStatus").path("phase").asText();
    acted |= phase.equals(combination.target() == Target.DELETING ? "Deleting" : "Queued");
    return acted;
  }

  boolean isInterrupted() {
    return combination.scenario().interrupts();
  }

  boolean isReadyForTheKill(RunningHost host, LocalArm arm) {
    JsonNode status = host.status(payload);
    String phase = status.path("customStatus").path("phase").asText();
    if (isTimeForItsRule(host, phase)) {
      makeRule(arm);
    }
    if (status.path("runtimeStatus").asText().equals("Completed")) {
      wrong("ended before the kill");
      return true;
    }
    return acted && isInItsPhase(phase);
  }

  private boolean isInItsPhase(String phase) {
    boolean held = combination.meaning() instanceof Fault.Meaning.Ends;
    if (held) {
      return phase.equals(combination.target().isCreate() ? "Deleting" : "CollectingLogs");
    }
    return combination.target().phases().contains(phase);
  }

  private void cancel(RunningHost host) {
    linesAtCancel =
        seenRunning == null ? 0 : (int) Duration.between(seenRunning, Instant.now()).toSeconds();
    RunningHost.Answer answer = host.post("/api/tasks/" + id() + "/cancel?reason=matrix", "");
    if (answer.status() != 202) {
      wrong("the cancellation was answered with " + answer.status());
    }
    cancelled = true;
  }

  private void end(RunningHost host, JsonNode status, SecretSearch secrets) {
    ended = true;
    JsonNode result = status.path("output");
    problems.addAll(combination.problems(result, host.log(payload), linesAtCancel));
    if (!problems.isEmpty()) {
      wrong("result: " + result);
    }
    String view = host.get("/api/tasks/" + id()).body();
    String history =
        host.get(
                "/runtime/webhooks/durabletask/instances/"
                    + id()
                    + "?showInput=true&showHistory=true&showHistoryOutput=true")
            .body();
    secrets.see("status of a task", view + status);
    secrets.see("history of a task", history);
  }

  /** Of one that has ended in every way. */
  void conclude(boolean groupIsThere) {
    if (!ended) {
      wrong("did not end");
    } else if (!acted) {
      wrong("the fault did not act");
    } else if (combination.scenario() == Scenario.CANCEL && !cancelled) {
      wrong("ended before it was cancelled");
    }
    if (groupIsThere) {
      wrong("its container group is left");
    }
  }
}
