package dev.estiba.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerReaderTest {

  private static Trigger trigger(String fields) {
    ParsedTrigger parsed =
        TriggerReader.parse(
            Document.read("{" + fields + ", task: {image: x}}", DocumentFormat.YAML));
    assertThat(parsed).isInstanceOf(ParsedTrigger.Valid.class);
    return ((ParsedTrigger.Valid) parsed).trigger();
  }

  private static Event event(String type, String source, @Nullable String subject) {
    return new Event("1", source, type, subject, null, Event.Payload.NONE, Json.object());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "filter: {type: a.B}; a.B; /s; x; true",
        "filter: {type: a.B}; a.b; /s; x; false",
        "filter: {type: a.B}; a.B.c; /s; x; false",
        "filter: {type: [a, b]}; b; /s; x; true",
        "filter: {source: /s}; b; /s; x; true",
        "filter: {source: /s}; b; /s/t; x; false",
        "filter: {subjectPrefix: in/}; b; /s; in/x; true",
        "filter: {subjectPrefix: in/}; b; /s; In/x; false",
        "filter: {subjectSuffix: .csv}; b; /s; x.csv; true",
        "filter: {subjectSuffix: .csv}; b; /s; x.CSV; false",
        "filter: {subjectSuffix: .csv}; b; /s; ; false",
        "filter: {type: a, subjectSuffix: .csv}; b; /s; x.csv; false",
        "blobs: files/in/; Microsoft.Storage.BlobCreated; /s;"
            + " /blobServices/default/containers/files/blobs/in/x; true",
        "blobs: files; Microsoft.Storage.BlobCreated; /s;"
            + " /blobServices/default/containers/files/blobs/in/x; true",
        "blobs: files/in/; Microsoft.Storage.BlobCreated; /s;"
            + " /blobServices/default/containers/files/blobs/out/x; false",
        "blobs: files; Microsoft.Storage.BlobCreated; /s;"
            + " /blobServices/default/containers/files2/blobs/in/x; false",
        "blobs: files; Microsoft.Storage.BlobDeleted; /s;"
            + " /blobServices/default/containers/files/blobs/in/x; false",
        "blobs: files, filter: {subjectSuffix: y}; Microsoft.Storage.BlobCreated; /s;"
            + " /blobServices/default/containers/files/blobs/in/x; false"
      })
  void a_trigger_is_for_events_that_have_all_that_it_asks_for(
      String fields, String type, String source, @Nullable String subject, boolean isFor) {
    assertThat(trigger(fields).isFor(event(type, source, subject))).isEqualTo(isFor);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, true",
    "abc/, true",
    "a-b-c/d--e, true",
    "ab/, false",
    "a--b/, false",
    "Abc/, false",
    "-abc/, false",
    "estiba-logs/, false",
    "azure-webjobs-hosts/, false"
  })
  void blobs_are_in_a_container_that_can_be_and_is_not_our_own(String path, boolean allowed) {
    assertThat(BlobPath.RULE.allows(path)).isEqualTo(allowed);
  }

  @Test
  void places_of_secrets_are_those_in_the_definition() {
    ParsedTrigger parsed =
        TriggerReader.parse(
            Document.read(
                "{filter: {type: a}, batch: {count: 2, task: {image: x, environmentVariables:"
                    + " [{name: P, secureValue: hush}]}}}",
                DocumentFormat.YAML));

    assertThat(((ParsedTrigger.Valid) parsed).literalSecrets())
        .containsExactly("/batch/task/environmentVariables/0/secureValue");
  }
}
