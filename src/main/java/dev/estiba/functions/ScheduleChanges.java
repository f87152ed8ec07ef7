package dev.estiba.functions;

import dev.estiba.document.Document;
import dev.estiba.schedule.ParsedSchedule;
import dev.estiba.schedule.ScheduleParser;
import dev.estiba.schedule.ScheduleRecord;
import dev.estiba.schedule.Scheduler;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts schedules. */
final class ScheduleChanges {

  private static final Logger log = LoggerFactory.getLogger(ScheduleChanges.class);

  private final Services services;
  private final Scheduler scheduler;
  private final InstantSource clock;

  ScheduleChanges(Services services, Scheduler scheduler, InstantSource clock) {
    this.services = services;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  DefinitionChange<ScheduleRecord> put(
      String name, Document.Tree document, Preconditions preconditions) throws IOException {
    ParsedSchedule parsed = ScheduleParser.parse(document);
    if (parsed instanceof ParsedSchedule.Invalid invalid) {
      return new DefinitionChange.Invalid<>(invalid.problems());
    }
    return DefinitionChange.sealed(
        services.secretSealer(),
        document,
        ((ParsedSchedule.Valid) parsed).literalSecrets(),
        ScheduleRecord.secretsOwner(name),
        definition -> {
          settle(name);
          return services.schedules().put(name, definition, preconditions::hold, clock.instant());
        });
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
