package dev.estiba.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of schedules says what the reader does. */
class ScheduleSchemaTest {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonNode TEXT = Json.read(ScheduleSchema.text(), JsonNode.class);
  private static final JsonSchema SCHEMA = FACTORY.getSchema(TEXT);

  private static Document document(String yaml) {
    return Document.read(yaml, DocumentFormat.YAML);
  }

  private static JsonNode tree(String yaml) {
    return ((Document.Tree) document(yaml)).tree();
  }

  @Test
  void it_is_a_schema_that_needs_no_other() {
    assertThat(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(TEXT)).isEmpty();
    assertThat(TEXT.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(TEXT.at(reference.substring(1)).isObject()).as(reference).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{cron: '@daily', task: {image: x}}",
        "{cron: ' */5 * * * MON ', timeZone: Europe/Madrid, task: {image: x}}",
        "{cron: '0 0 6 L * *', overlap: replace, catchUp: all, catchUpMost: 5, task: {image: x}}",
        "{cron: '@hourly', startsAt: 2026-12-01, endsAt: 2026-12-31T06:30, task: {image: x}}",
        "{cron: '@hourly', startsAt: '0001-01-01T00:00:00', endsAt: 1900-01-01, task: {image: x}}",
        "{cron: '@hourly', startsAt: '2026-12-01T06:30:00.5+01:00', enabled: false,"
            + " jitterSeconds: 60, task: {image: x, command: ['{{schedule.date}}']}}",
        "{cron: '@hourly', batch: {items: [a], task: {image: x, command: ['{{item}}',"
            + " '{{schedule.name}}']}}}",
        "{cron: '@hourly', pipeline: {env: {DAY: '{{schedule.date}}'}, steps: [{name: a,"
            + " approval: {}}]}}"
      })
  void what_the_reader_takes_it_takes(String yaml) {
    assertThat(ScheduleParser.parse(document(yaml))).isInstanceOf(ParsedSchedule.Valid.class);
    assertThat(SCHEMA.validate(tree(yaml))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{task: {image: x}}",
        "{cron: '* * * *', task: {image: x}}",
        "{cron: '@reboot', task: {image: x}}",
        "{cron: 5, task: {image: x}}",
        "{cron: '@daily', overlap: never, task: {image: x}}",
        "{cron: '@daily', catchUp: some, task: {image: x}}",
        "{cron: '@daily', catchUpMost: 5, task: {image: x}}",
        "{cron: '@daily', catchUp: latest, catchUpMost: 5, task: {image: x}}",
        "{cron: '@daily', catchUp: all, catchUpMost: 0, task: {image: x}}",
        "{cron: '@daily', jitterSeconds: 3601, task: {image: x}}",
        "{cron: '@daily', startsAt: tomorrow, task: {image: x}}",
        "{cron: '@daily', endsAt: 0000-12-31, task: {image: x}}",
        "{cron: '@daily', enabled: 'yes', task: {image: x}}",
        "{cron: '@daily', image: x}",
        "{cron: '@daily', task: {image: x}, pipeline: {steps: [{name: a, approval: {}}]}}",
        "{cron: '@daily', task: {image: x, cpu: -1}}",
        "{cron: '@daily', filter: {type: a}, task: {image: x}}",
        "[]"
      })
  void what_the_reader_refuses_it_refuses(String yaml) {
    assertThat(ScheduleParser.parse(document(yaml))).isInstanceOf(ParsedSchedule.Invalid.class);
    assertThat(SCHEMA.validate(tree(yaml))).isNotEmpty();
  }
}
