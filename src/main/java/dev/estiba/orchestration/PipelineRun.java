package dev.estiba.orchestration;

import com.microsoft.durabletask.CompositeTaskFailedException;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.estiba.document.Json;
import dev.estiba.pipeline.Graph;
import dev.estiba.pipeline.Next;
import dev.estiba.pipeline.PipelineResult;
import dev.estiba.pipeline.PipelineStatus;
import dev.estiba.pipeline.Step;
import dev.estiba.pipeline.StepDetail;
import dev.estiba.pipeline.StepOutcome;
import dev.estiba.pipeline.StepProgress;
import dev.estiba.pipeline.StepResult;
import dev.estiba.pipeline.StepState;
import dev.estiba.pipeline.Values;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins each step once it may, and takes the ends of those that have begun. */
final class PipelineRun {

  private final TaskOrchestrationContext context;
  private final RunPipelineInput input;
  private final Instant begin;
  private final StepEnds ends;
  private final StepStart start;
  private final PipelineStop stop;
  private final Decisions decisions;
  private final OutputLimit outputs;
  private final Map<String, StepResult> ended = new LinkedHashMap<>();
  private final Map<String, RunningStep> running = new LinkedHashMap<>();

  PipelineRun(TaskOrchestrationContext context, RunPipelineInput input) {
    this.context = context;
    this.input = input;
    this.begin = context.getCurrentInstant();
    this.ends = new StepEnds(context, input);
    this.start = new StepStart(context, input, ends);
    this.stop = new PipelineStop(context, input.pipeline().timeoutSeconds());
    this.decisions = new Decisions(context);
    this.outputs = new OutputLimit(input.earlier().kept().values());
    this.ended.putAll(input.earlier().kept());
  }

  PipelineResult run() {
    beginWhatMay();
    while (!running.isEmpty()) {
      tellStatus();
      awaitNews();
      takeDecisions();
      takeEnds();
      if (ended.size() < input.pipeline().steps().size()) {
        stop.look();
        stopWhatRuns();
        beginWhatMay();
      }
    }
    return new PipelineEnd(input, begin, context.getCurrentInstant()).result(ended, stop.why());
  }

  /** A step that cannot begin has ended, and may let others begin. */
  private void beginWhatMay() {
    boolean decided = true;
    while (decided) {
      decided = false;
      Map<String, Next> next = next();
      for (Step step : input.pipeline().steps()) {
        if (isOpen(step)) {
          decided |= decide(step, next.get(step.name()));
        }
      }
    }
  }

  private boolean isOpen(Step step) {
    return !ended.containsKey(step.name()) && !running.containsKey(step.name());
  }

  private Map<String, Next> next() {
    PipelineStop.Why why = stop.why();
    return why == null
        ? Graph.next(input.pipeline(), values())
        : Graph.nextWhenStopping(
            input.pipeline(),
            values(),
            running.keySet(),
            "It had not begun when the pipeline was to stop. " + why.reason().message());
  }

  /** Whether it has ended. */
  private boolean decide(Step step, @Nullable Next next) {
    if (next instanceof Next.Skip skip) {
      end(ends.notBegun(step, StepState.SKIPPED, skipped(skip)));
      return true;
    }
    if (!(next instanceof Next.Ready)) {
      return false;
    }
    if (stop.why() != null && stop.isForced()) {
      end(ends.notBegun(step, StepState.SKIPPED, stop.why().reason()));
      return true;
    }
    StepStart.Outcome outcome = start.begin(step, values());
    if (outcome instanceof StepStart.Outcome.Ended could) {
      end(could.result());
      return true;
    }
    running.put(step.name(), ((StepStart.Outcome.Begun) outcome).running());
    return false;
  }

  private static Reason skipped(Next.Skip skip) {
    return new Reason(
        "Skipped", null, skip.reason(), "A step's if says when it runs; success() if it has none.");
  }

  private void end(StepResult result) {
    running.remove(result.name());
    ended.put(result.name(), outputs.keep(result));
  }

  private Values values() {
    Map<String, StepOutcome> outcomes = new LinkedHashMap<>();
    ended.forEach((name, result) -> outcomes.put(name, result.outcome()));
    return new Values(input.env(), outcomes);
  }

  private void awaitNews() {
    List<Task<?>> tasks = new ArrayList<>();
    running.values().forEach(step -> tasks.add(step.end()));
    tasks.addAll(decisions.awaited());
    tasks.addAll(stop.awaited());
    try {
      context.anyOf(tasks).await();
    } catch (TaskFailedException | CompositeTaskFailedException e) {
      // Whoever awaits the step itself is told too.
    }
  }

  /** One for a step that does not wait for any is not heeded. */
  private void takeDecisions() {
    for (Decisions.Decision decision : decisions.take()) {
      if (running.get(decision.step()) instanceof RunningStep.Approval approval) {
        end(ends.of(approval, decision));
      }
    }
  }

  private void takeEnds() {
    for (RunningStep step : List.copyOf(running.values())) {
      if (step.end().isDone()) {
        end(
            step instanceof RunningStep.Child child
                ? ends.of(child)
                : ends.timedOut((RunningStep.Approval) step));
      }
    }
  }

  private void stopWhatRuns() {
    PipelineStop.Why why = stop.why();
    if (why == null) {
      return;
    }
    List<String> instanceIds = new ArrayList<>();
    for (RunningStep step : List.copyOf(running.values())) {
      if (Graph.runsAlways(step.step()) && !stop.isForced()) {
        continue;
      }
      if (step instanceof RunningStep.Child child) {
        instanceIds.add(child.instanceId());
      } else {
        end(ends.stopped((RunningStep.Approval) step, why));
      }
    }
    stop.cancel(why, instanceIds);
  }

  private void tellStatus() {
    PipelineStatus status =
        PipelineStatus.of(
            input.pipeline().steps().stream().map(this::entry).toList(), stop.why() != null);
    context.setCustomStatus(Json.toTree(status));
  }

  private PipelineStatus.Entry entry(Step step) {
    StepResult result = ended.get(step.name());
    if (result != null) {
      return new PipelineStatus.Entry(
          step.name(), StepProgress.of(result.state()), StepDetail.of(result));
    }
    return Optional.ofNullable(running.get(step.name()))
        .map(
            begun ->
                new PipelineStatus.Entry(
                    step.name(),
                    begun.progress(),
                    StepDetail.begun(begun.since(), begun.message())))
        .orElseGet(
            () -> new PipelineStatus.Entry(step.name(), StepProgress.WAITING, StepDetail.NONE));
  }
}
