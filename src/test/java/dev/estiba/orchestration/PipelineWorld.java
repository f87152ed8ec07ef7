package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.CancelInstances;
import dev.estiba.activity.CheckItems;
import dev.estiba.activity.TaskRef;
import dev.estiba.batch.Batch;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Json;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.pipeline.ParsedPipeline;
import dev.estiba.pipeline.Pipeline;
import dev.estiba.pipeline.PipelineParser;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.PipelineStatus;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A pipeline on the real task hub in virtual time; its containers end as is written down here. */
final class PipelineWorld implements AutoCloseable {

  static final String ID = BatchWorld.ID;

  final BatchWorld tasks;
  final VirtualHub hub;

  /** What was asked to be cancelled, each time. */
  final List<CancelInstances.Input> cancels = new ArrayList<>();

  /** What the tasks of steps print, by the ends of their instance ids. */
  final Map<String, Map<String, String>> outputs = new HashMap<>();

  /** What the tasks of steps exit with, by the ends of their instance ids; others with 0. */
  final Map<String, Integer> exitCodes = new HashMap<>();

  /** How long the tasks of steps run, by the ends of their instance ids; others a minute. */
  final Map<String, Duration> durations = new HashMap<>();

  PipelineWorld() {
    tasks = new BatchWorld();
    hub = tasks.hub;
    hub.orchestrator(RunPipeline.NAME, context -> context.complete(RunPipeline.run(context)));
    hub.activity(CancelInstances.NAME, this::cancelInstances);
    hub.activity(
        CheckItems.NAME,
        call -> Json.write(Json.write(CheckItems.run(BatchWorld.input(call, Batch.class)))));
    tasks.outputs = task -> of(task, outputs, Map.of());
    tasks.exitCodes = task -> of(task, exitCodes, 0);
    tasks.durations = task -> of(task, durations, Duration.ofSeconds(60));
  }

  private static <T> T of(TaskRef task, Map<String, T> byEnd, T other) {
    return byEnd.entrySet().stream()
        .filter(entry -> task.instanceId().endsWith(entry.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(other);
  }

  private String cancelInstances(ActivityCall call) {
    CancelInstances.Input input = BatchWorld.input(call, CancelInstances.Input.class);
    cancels.add(input);
    String data =
        Json.write(Map.of("reason", input.reason(), "by", input.by(), "force", input.force()));
    input.instanceIds().forEach(id -> hub.raiseEvent(id, RunPipeline.CANCEL_EVENT, data));
    return "null";
  }

  /** Lets a pipeline run to its end. */
  PipelineResult run(String yaml) {
    start(yaml);
    return end();
  }

  void start(String yaml) {
    hub.start(RunPipeline.NAME, Json.write(input(yaml)));
  }

  /** Runs again what has not succeeded. */
  void startAgain(String yaml, Earlier earlier) {
    hub.start(
        RunPipeline.NAME,
        ID + "-r2",
        Json.write(input(yaml).next(ID, earlier, BatchWorld.DEFAULTS)));
  }

  private static RunPipelineInput input(String yaml) {
    return RunPipelineInput.first(parse(yaml), BatchWorld.DEFAULTS, ID, null);
  }

  PipelineResult end() {
    return end(ID);
  }

  PipelineResult end(String instanceId) {
    return result(hub.until(instanceId, state -> state.status().isTerminal()));
  }

  static Pipeline parse(String yaml) {
    ParsedPipeline parsed = PipelineParser.parse(Document.read(yaml, DocumentFormat.YAML));
    assertThat(parsed).isInstanceOf(ParsedPipeline.Valid.class);
    return ((ParsedPipeline.Valid) parsed).pipeline();
  }

  void cancel(String data) {
    hub.raiseEvent(ID, RunPipeline.CANCEL_EVENT, data);
  }

  void decide(String event, String step) {
    hub.raiseEvent(
        ID, event, Json.write(Map.of("step", step, "by", "Ana", "reason", "I looked at it")));
  }

  /** Lets time go on until a step is where it is wanted. */
  PipelineStatus until(String step, StepProgress progress) {
    InstanceState state = hub.until(ID, is(found -> steps(found).get(step) == progress));
    return status(state);
  }

  /** Where each step is now. */
  Map<String, StepProgress> steps() {
    return steps(hub.state(ID));
  }

  PipelineStatus status() {
    return status(hub.state(ID));
  }

  private static Predicate<InstanceState> is(Predicate<InstanceState> wanted) {
    return state -> state.customStatus() != null && wanted.test(state);
  }

  private static Map<String, StepProgress> steps(InstanceState state) {
    Map<String, StepProgress> steps = new LinkedHashMap<>();
    List<Step> written = Json.read(state.input(), RunPipelineInput.class).pipeline().steps();
    for (int i = 0; i < written.size(); i++) {
      steps.put(written.get(i).name(), status(state).state(i));
    }
    return steps;
  }

  private static PipelineStatus status(InstanceState state) {
    return Json.read(state.customStatus(), PipelineStatus.class);
  }

  static Map<String, String> states(PipelineResult result) {
    Map<String, String> states = new LinkedHashMap<>();
    result.steps().forEach(step -> states.put(step.name(), step.state().displayName()));
    return states;
  }

  static StepResult step(PipelineResult result, String name) {
    return result.steps().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PipelineResult result(InstanceState state) {
    assertThat(state.status()).as("%s", state).isEqualTo(RuntimeStatus.COMPLETED);
    return Json.read(state.output(), PipelineResult.class);
  }

  @Override
  public void close() {
    tasks.close();
  }
}
