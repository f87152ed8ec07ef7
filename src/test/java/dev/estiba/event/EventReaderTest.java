package dev.estiba.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final String MINIMAL =
      "'specversion': '1.0', 'id': '1', 'source': '/s', 'type': 't'";

  private static ParsedEvents read(String contentType, String body) {
    return EventReader.read(Map.of("content-type", contentType), body.replace('\'', '"'));
  }

  private static Event cloudEvent(String more) {
    return only(read("application/cloudevents+json", "{" + MINIMAL + more + "}"));
  }

  private static Event only(ParsedEvents parsed) {
    assertThat(parsed).isInstanceOf(ParsedEvents.Valid.class);
    List<Event> events = ((ParsedEvents.Valid) parsed).events();
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static List<String> problems(ParsedEvents parsed) {
    assertThat(parsed).isInstanceOf(ParsedEvents.Invalid.class);
    return ((ParsedEvents.Invalid) parsed)
        .problems().stream().map(problem -> problem.path() + " " + problem.message()).toList();
  }

  private static Event inHeaders(Map<String, String> more, String body) {
    return only(EventReader.read(headers(more), body));
  }

  private static Map<String, String> headers(Map<String, String> more) {
    Map<String, String> headers = new HashMap<>();
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", "1");
    headers.put("ce-source", "/s");
    headers.put("ce-type", "t");
    headers.putAll(more);
    return headers;
  }

  @Test
  void an_event_has_its_attributes_and_those_of_extensions() {
    Event event =
        cloudEvent(
            ", 'subject': 'x', 'time': '2026-01-31T09:30:00+01:00', 'dataschema': null,"
                + " 'datacontenttype': 'application/json', 'attempt': 3, 'data': {'a': [1]}");

    assertThat(event.cause().facts())
        .isEqualTo(
            Json.read(
                """
                {"id": "1", "source": "/s", "type": "t", "subject": "x",
                 "time": "2026-01-31T09:30:00+01:00", "data": {"a": [1]},
                 "attributes": {"datacontenttype": "application/json", "attempt": 3}}
                """,
                JsonNode.class));
  }

  @Test
  void what_an_event_does_not_say_is_left_out() {
    assertThat(cloudEvent("").cause().facts().properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("id", "source", "type", "attributes");
    assertThat(cloudEvent(", 'data': null").cause().facts().has("data")).isFalse();
    assertThat(cloudEvent(", 'subject': null").cause().facts().has("subject")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'specversion': '0.3'; /specversion must be \"1.0\"",
        "'id': ''; /id must be text of 1",
        "'source': 5; /source must be text, not a number",
        "'type': null; /type is required",
        "'subject': ''; /subject must be text of 1",
        "'time': 'yesterday'; /time must be a time in RFC 3339",
        "'Upper': 'x'; /Upper cannot be an attribute",
        "'under_score': 'x'; /under_score cannot be an attribute",
        "'object': {}; /object must be text, true or false, or a whole number",
        "'much': 5000000000; /much must be text, true or false, or a whole number",
        "'data_base64': '?'; /data_base64 must be Base64",
        "'data_base64': 7; /data_base64 must be text",
        "'data': 1, 'data_base64': 'AA=='; /data_base64 cannot be there beside data",
        "'datacontenttype': 'text/plain', 'data_base64': '/w=='; /data_base64 must be text in UTF-8",
        "'datacontenttype': 'a/b+json', 'data_base64': 'ew=='; /data_base64 must be JSON"
      })
  void what_breaks_a_rule_of_cloud_events_is_told(String field, String problem) {
    JsonNode minimal = Json.read(("{" + MINIMAL + "}").replace('\'', '"'), JsonNode.class);
    JsonNode wrong = Json.read(("{" + field + "}").replace('\'', '"'), JsonNode.class);
    ObjectNode event = minimal.deepCopy();
    event.setAll((ObjectNode) wrong);

    assertThat(problems(read("application/cloudevents+json", event.toString())))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @Test
  void every_problem_of_every_event_is_told_with_its_place() {
    ParsedEvents parsed =
        read(
            "application/cloudevents-batch+json",
            "[{" + MINIMAL + "},\n {'id': '2', 'type': ''},\n 5]");

    assertThat(((ParsedEvents.Invalid) parsed).problems())
        .extracting(Problem::toString)
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("line 2, column 2: /1/specversion is req"),
            problem -> assertThat(problem).startsWith("line 2, column 2: /1/source is required"),
            problem -> assertThat(problem).startsWith("line 2, column 14: /1/type must be"),
            problem -> assertThat(problem).startsWith("line 3, column 2: /2 must be an object"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "application/json; {\"a\":1}; {\"a\":1}",
        "application/vnd.x+json; [1]; [1]",
        "text/plain; ñ; \"ñ\"",
        "application/xml; <a/>; \"<a/>\""
      })
  void data_in_base64_that_is_json_or_text_is_read_as_such(
      String contentType, String text, String data) {
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

    Event event =
        cloudEvent(", 'datacontenttype': '" + contentType + "', 'data_base64': '" + base64 + "'");

    assertThat(event.payload().data()).hasToString(data);
    assertThat(event.payload().base64()).isNull();
  }

  @Test
  void other_data_in_base64_is_kept() {
    Event event = cloudEvent(", 'datacontenttype': 'image/png', 'data_base64': '/w=='");

    assertThat(event.payload().data()).isNull();
    assertThat(event.cause().facts().path("data_base64").asText()).isEqualTo("/w==");
  }

  @Test
  void an_event_in_headers_is_decoded_as_they_are() {
    Event event =
        inHeaders(
            Map.of(
                "content-type", "text/plain; charset=utf-8",
                "ce-subject", "Euro %E2%82%AC 100%",
                "ce-quoted", "\"a \\\"b\\\"\"",
                "x-other", "no"),
            "hello");

    assertThat(event.subject()).isEqualTo("Euro € 100%");
    assertThat(event.attributes().path("quoted").asText()).isEqualTo("a \"b\"");
    assertThat(event.attributes().path("datacontenttype").asText())
        .isEqualTo("text/plain; charset=utf-8");
    assertThat(event.attributes().has("x-other")).isFalse();
    assertThat(event.payload().data()).hasToString("\"hello\"");
  }

  @Test
  void the_body_of_an_event_in_headers_is_what_its_content_type_says() {
    assertThat(inHeaders(Map.of("content-type", "application/json"), "{\"a\": 1}").payload().data())
        .hasToString("{\"a\":1}");
    assertThat(inHeaders(Map.of(), "").payload()).isEqualTo(Event.Payload.NONE);
    assertThat(
            problems(
                EventReader.read(headers(Map.of("content-type", "application/json")), "{oops")))
        .singleElement()
        .asString()
        .startsWith("/data must be JSON, as the Content-Type says");
    assertThat(
            problems(
                EventReader.read(
                    headers(Map.of("content-type", "application/octet-stream")), "a\uFFFD")))
        .singleElement()
        .asString()
        .startsWith("/data must be JSON or text; send other data in Base64");
    assertThat(problems(EventReader.read(Map.of("ce-id", "1"), "")))
        .extracting(problem -> problem.split(" ")[0])
        .containsExactly("/specversion", "/source", "/type");
  }

  @Test
  void event_grid_calls_a_source_topic_and_may_have_nothing_to_say() {
    Event event =
        only(
            read(
                "application/json",
                "{'id': '1', 'topic': '/t', 'subject': '', 'eventType': 'T',"
                    + " 'eventTime': '2026-01-31T09:30:00.1234567Z', 'dataVersion': '2'}"));

    assertThat(event.source()).isEqualTo("/t");
    assertThat(event.type()).isEqualTo("T");
    assertThat(event.subject()).isNull();
    assertThat(event.time()).isEqualTo("2026-01-31T09:30:00.1234567Z");
    assertThat(event.attributes()).isEqualTo(Json.object().put("dataVersion", "2"));
  }

  @Test
  void what_event_grid_requires_is_told() {
    assertThat(problems(read("application/json", "[{'eventType': 'T'}]")))
        .extracting(problem -> problem.split(" it ")[0])
        .containsExactly(
            "/0/id is required;",
            "/0/topic is required;",
            "/0/subject is required;",
            "/0/eventTime is required;");
  }

  @Test
  void plain_json_may_have_events_of_both_schemas() {
    ParsedEvents parsed =
        read(
            "application/json",
            "[{"
                + MINIMAL
                + "}, {'id': '1', 'topic': '/t', 'subject': 's', 'eventType': 'T',"
                + " 'eventTime': '2026-01-31T09:30:00Z'}]");

    assertThat(((ParsedEvents.Valid) parsed).events())
        .extracting(Event::type)
        .containsExactly("t", "T");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "5", "{'a': 1, 'a': 2}"})
  void what_is_no_event_at_all_is_told(String body) {
    assertThat(problems(read("application/cloudevents+json", body))).hasSize(1);
  }

  @Test
  void a_batch_is_a_list_of_at_most_5000() {
    String many = "[" + "{},".repeat(5000) + "{}]";

    assertThat(problems(read("application/cloudevents-batch+json", "{" + MINIMAL + "}")))
        .singleElement()
        .asString()
        .contains("must be a list");
    assertThat(problems(read("application/cloudevents-batch+json", many)))
        .containsExactly(" must have at most 5000 events; it has 5001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/cloudevents+avro"})
  void other_content_types_are_not_read(String contentType) {
    assertThat(read(contentType, "{}")).isInstanceOf(ParsedEvents.Unsupported.class);
  }

  @Test
  void the_identity_is_that_of_source_and_id_together() {
    Event event = cloudEvent("");

    assertThat(event.instanceId("x")).matches("x-[0-9a-f]{24}");
    assertThat(cloudEvent(", 'subject': 'other'").identity()).isEqualTo(event.identity());
    assertThat(
            only(read(
                    "application/json",
                    "{'specversion': '1.0', 'id': 's1', 'source': '/', 'type': 't'}"))
                .identity())
        .isNotEqualTo(event.identity());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.blob.core.windows.net/c/d%20e, true",
    "http://A.BLOB.core.windows.net/c/d e, true",
    "https://a.dfs.core.windows.net/c/d e?sv=1, true",
    "https://b.blob.core.windows.net/c/d e, false",
    "https://a.blob.core.windows.net/c/D e, false"
  })
  void a_blob_is_the_same_however_its_url_is_written(String url, boolean same) {
    String one = BlobCreated.identity("https://a.blob.core.windows.net/c/d%20e", "0x1");

    assertThat(BlobCreated.identity(url, "\"0x1\"").equals(one)).isEqualTo(same);
    assertThat(BlobCreated.identity(url, "0x2")).isNotEqualTo(one);
  }
}
