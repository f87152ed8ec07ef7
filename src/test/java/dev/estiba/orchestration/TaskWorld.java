package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Look;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.KeepContainerGroup;
import dev.estiba.activity.Patience;
import dev.estiba.activity.StopContainerGroup;
import dev.estiba.document.Json;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Price;
import dev.estiba.task.Priority;
import dev.estiba.task.Reason;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** One task on the real task hub in virtual time; what Azure does is written down. */
final class TaskWorld implements AutoCloseable {

  static final Reason REASON = new Reason("Because", "Code", "what Azure says", "do it.");
  static final Price PRICE = new Price(3600, 360, "EUR");

  final VirtualHub hub = new VirtualHub();
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final Instant begin = hub.now();

  Function<CreateContainerGroup.Input, CreateContainerGroup.Outcome> creates =
      input -> new CreateContainerGroup.Outcome.Created();
  Supplier<Outcome> inspects = () -> ended(0);
  Supplier<Long> newLogBytes = () -> 100L;
  Supplier<CollectLogs.Outcome> collects = () -> aLog("file:log");
  Supplier<DeleteContainerGroup.Outcome> deletes = DeleteContainerGroup.Outcome.Gone::new;
  Supplier<KeepContainerGroup.Outcome> keeps = () -> new KeepContainerGroup.Outcome(true);
  List<Candidate> candidates = List.of(new Candidate("westeurope", Priority.REGULAR, PRICE));
  volatile Instant lastChange = begin;

  TaskWorld() {
    hub.orchestrator(RunTask.NAME, context -> context.complete(RunTask.run(context)));
    hub.orchestrator(
        WatchContainerGroup.NAME, context -> context.complete(WatchContainerGroup.run(context)));
    hub.orchestrator(
        CloseContainerGroup.NAME, context -> context.complete(CloseContainerGroup.run(context)));
    activity(
        CreateContainerGroup.NAME,
        call -> creates.apply(input(call, CreateContainerGroup.Input.class)));
    activity(
        InspectContainerGroup.NAME, call -> look(input(call, InspectContainerGroup.Input.class)));
    activity(CollectLogs.NAME, call -> collects.get());
    activity(DeleteContainerGroup.NAME, call -> deletes.get());
    activity(StopContainerGroup.NAME, call -> new StopContainerGroup.Outcome(null));
    activity(KeepContainerGroup.NAME, call -> keeps.get());
  }

  private Look look(InspectContainerGroup.Input input) {
    if (input.state()) {
      calls.add("State");
    }
    if (input.log()) {
      calls.add("Log");
    }
    Outcome outcome = input.state() ? inspects.get() : null;
    if (outcome instanceof Outcome.Terminated ended && input.atEnd() != null) {
      calls.add("Rest");
      CollectLogs.Outcome rest = collects.get();
      return new Look(ended.with(rest.patience() == Patience.NONE ? rest : null), null);
    }
    return new Look(outcome, input.log() ? newLogBytes.get() : null);
  }

  private void activity(String name, Function<ActivityCall, Object> outcome) {
    hub.activity(
        name,
        call -> {
          if (!name.equals(InspectContainerGroup.NAME)) {
            calls.add(name.replace("ContainerGroup", ""));
            lastChange = hub.now();
          }
          // The group's name goes through every activity as the orchestrator made it.
          assertThat(call.input()).contains("task-");
          return Json.write(Json.write(outcome.apply(call)));
        });
  }

  private static <T> T input(ActivityCall call, Class<T> type) {
    String json = call.input();
    return Json.read(json.startsWith("\"") ? Json.read(json, String.class) : json, type);
  }

  /** Lets a task run to its end. */
  TaskResult run(ContainerTask task) {
    start(task);
    return end();
  }

  void start(ContainerTask task) {
    start(task, 3000);
  }

  void start(ContainerTask task, long watchMillis) {
    hub.start(
        RunTask.NAME,
        Json.write(
            new RunTaskInput(task, watchMillis, 60_000, candidates, "root", null, false, null)));
  }

  TaskResult end() {
    return result(hub.until("root", state -> state.status().isTerminal()));
  }

  void cancel(String data) {
    hub.raiseEvent("root", RunTask.CANCEL_EVENT, data);
  }

  void nudge() {
    hub.raiseEvent("root", RunTask.NUDGE_EVENT, "null");
  }

  TaskStatus until(TaskPhase phase) {
    return status(hub.until("root", state -> isPhase(state, phase)));
  }

  int count(String call) {
    return Collections.frequency(calls, call);
  }

  boolean isAfter(Duration time) {
    return !hub.now().isBefore(begin.plus(time));
  }

  Outcome after(Duration time, Outcome then, Supplier<Outcome> before) {
    return isAfter(time) ? then : before.get();
  }

  static CreateContainerGroup.Outcome refused(AgainPolicy policy, Long retryAfter) {
    return new CreateContainerGroup.Outcome.Refused(REASON, policy, retryAfter, null);
  }

  static Outcome running() {
    return new Outcome.Running(Instant.EPOCH);
  }

  static Outcome ended(Integer exitCode) {
    return ended(exitCode, "Completed");
  }

  static Outcome ended(Integer exitCode, String detailStatus) {
    return new Outcome.Terminated(
        exitCode, Instant.EPOCH, Instant.EPOCH, detailStatus, null, 0, null);
  }

  static CollectLogs.Outcome aLog(String location) {
    return new CollectLogs.Outcome(location, null, Patience.NONE, 0, Map.of(), List.of());
  }

  private static boolean isPhase(InstanceState state, TaskPhase phase) {
    return state.customStatus() != null && status(state).phase() == phase;
  }

  private static TaskStatus status(InstanceState state) {
    return Json.read(state.customStatus(), TaskStatus.class);
  }

  private static TaskResult result(InstanceState state) {
    assertThat(state.status()).as("%s", state).isEqualTo(RuntimeStatus.COMPLETED);
    return Json.read(state.output(), TaskResult.class);
  }

  @Override
  public void close() {
    hub.close();
  }
}
