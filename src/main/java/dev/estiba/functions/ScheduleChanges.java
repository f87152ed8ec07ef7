package dev.estiba.functions;

import dev.estiba.document.Document;
import dev.estiba.document.Problem;
import dev.estiba.schedule.ParsedSchedule;
import dev.estiba.schedule.ScheduleParser;
import dev.estiba.schedule.ScheduleRecord;
import dev.estiba.schedule.Scheduler;
import dev.estiba.schedule.Schedules;
import dev.estiba.secret.DocumentSealing;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts schedules. */
final class ScheduleChanges {

  private static final Logger log = LoggerFactory.getLogger(ScheduleChanges.class);

  /** What became of a change. */
  sealed interface Change {

    record Asked(Schedules.Outcome outcome) implements Change {}

    record Invalid(List<Problem> problems) implements Change {}

    /** The key that seals secrets cannot be read now. */
    record Unavailable(Reason reason) implements Change {}
  }

  private final Services services;
  private final Scheduler scheduler;
  private final InstantSource clock;

  ScheduleChanges(Services services, Scheduler scheduler, InstantSource clock) {
    this.services = services;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  Change put(String name, Document.Tree document, Preconditions preconditions) throws IOException {
    ParsedSchedule parsed = ScheduleParser.parse(document);
    if (parsed instanceof ParsedSchedule.Invalid invalid) {
      return new Change.Invalid(invalid.problems());
    }
    DocumentSealing sealing =
        services
            .secretSealer()
            .seal(
                document.tree(),
                ((ParsedSchedule.Valid) parsed).literalSecrets(),
                ScheduleRecord.secretsOwner(name));
    if (sealing instanceof DocumentSealing.Refused refused) {
      return new Change.Invalid(document.withPlaces(refused.problems()));
    }
    if (sealing instanceof DocumentSealing.Failed failed) {
      return new Change.Unavailable(failed.why().reason());
    }
    settle(name);
    return new Change.Asked(
        services
            .schedules()
            .put(
                name,
                ((DocumentSealing.Done) sealing).document(),
                preconditions::hold,
                clock.instant()));
  }

  /** What was due before now was due as the schedule said until now. */
  private void settle(String name) throws IOException {
    try {
      scheduler.startDue(name);
    } catch (IllegalArgumentException e) {
      log.warn("What schedule {} said until now cannot be read", name, e);
    }
  }
}
