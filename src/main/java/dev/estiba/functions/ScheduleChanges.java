package dev.estiba.functions;

import dev.estiba.document.Document;
import dev.estiba.schedule.ParsedSchedule;
import dev.estiba.schedule.ScheduleParser;
import dev.estiba.schedule.ScheduleRecord;
import dev.estiba.schedule.Scheduler;
import java.io.IOException;

/** Puts schedules. */
final class ScheduleChanges {

  private final Services services;
  private final Scheduler scheduler;

  ScheduleChanges(Services services, Scheduler scheduler) {
    this.services = services;
    this.scheduler = scheduler;
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
        definition -> scheduler.put(name, definition, preconditions::hold));
  }
}
