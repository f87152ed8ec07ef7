package dev.estiba.functions;

import dev.estiba.document.Problem;
import dev.estiba.event.Event;
import dev.estiba.event.EventReceipt;
import dev.estiba.event.Trigger;
import dev.estiba.event.TriggerRun;
import dev.estiba.event.Triggers;
import dev.estiba.launch.Launch;
import dev.estiba.pipeline.DocumentKind;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts what a trigger says, once for each event. */
final class TriggerStart {

  /** Starts something that has an id, unless there is one of that id. Thread-safe. */
  interface Starter {

    boolean isThere(String instanceId);

    /** Returns false if there was one. */
    boolean start(Launch launch, String instanceId, String secretsOwner);
  }

  /** What became of it. */
  sealed interface Outcome {

    /** What is to be noted in the trigger. */
    default Optional<TriggerRun> toNote() {
      return Optional.empty();
    }

    /** It is new. */
    record Started(EventReceipt.Started receipt, TriggerRun run) implements Outcome {

      @Override
      public Optional<TriggerRun> toNote() {
        return Optional.of(run);
      }

      /** As it is when it is asked for once more. */
      Before before() {
        return new Before(
            new EventReceipt.Started(
                receipt.trigger(), receipt.kind(), receipt.instanceId(), receipt.status(), true));
      }
    }

    /** It is in the trigger already. */
    record Before(EventReceipt.Started receipt) implements Outcome {}

    /** The event does not have what the trigger needs. */
    record Refused(EventReceipt.Refused receipt, TriggerRun run) implements Outcome {

      @Override
      public Optional<TriggerRun> toNote() {
        return Optional.of(run);
      }
    }
  }

  private final Starter starter;
  private final InstantSource clock;

  TriggerStart(Starter starter, InstantSource clock) {
    this.starter = starter;
    this.clock = clock;
  }

  /**
   * @param trigger that is enabled, and for such events
   */
  Outcome run(String name, Trigger trigger, Event event) {
    String instanceId = event.instanceId(name);
    if (starter.isThere(instanceId)) {
      return new Outcome.Before(receipt(name, trigger, instanceId, true));
    }
    Launch launch = trigger.template().fill(event.cause());
    if (launch instanceof Launch.Invalid invalid) {
      return refused(name, event, instanceId, invalid.problems());
    }
    boolean started = starter.start(launch, instanceId, Triggers.secretsOwner(name));
    EventReceipt.Started receipt = receipt(name, trigger, instanceId, !started);
    return started
        ? new Outcome.Started(receipt, TriggerRun.started(event, instanceId, clock.instant()))
        : new Outcome.Before(receipt);
  }

  private static EventReceipt.Started receipt(
      String name, Trigger trigger, String instanceId, boolean duplicate) {
    DocumentKind kind = trigger.template().kind();
    return new EventReceipt.Started(
        name, kind, instanceId, TriggerViews.path(kind, instanceId), duplicate);
  }

  private Outcome refused(String name, Event event, String instanceId, List<Problem> problems) {
    String why = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    return new Outcome.Refused(
        new EventReceipt.Refused(name, problems),
        TriggerRun.refused(event, instanceId, why, clock.instant()));
  }
}
