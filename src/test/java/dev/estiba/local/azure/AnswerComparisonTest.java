package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted differences are found, and runs that differ as any two do are the same. */
final class AnswerComparisonTest {

  private static final String RECORDED =
      "{'state':'Running','startTime':'2019-10-21T11:43:06Z','ip':'13.83.249.21','cpu':1.0,"
          + "'events':[{'name':'Pulling','count':1,'firstTimestamp':'2019-10-21T11:43:06Z'},"
          + "{'name':'Started','count':2,'firstTimestamp':'2019-10-21T11:43:08Z'}]}";

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<Difference> compare(WireAnswer recorded, WireAnswer local) {
    RecordedExchange exchange = new RecordedExchange(0, "GET", "/x", "", recorded);
    return AnswerComparison.of(exchange, local, Set.of("unrecorded"));
  }

  private static List<Difference> compareBodies(String recorded, String local) {
    return compare(
        new WireAnswer(200, Map.of(), json(recorded)), new WireAnswer(200, Map.of(), json(local)));
  }

  private static List<Difference> compareHeader(String name, String recorded, String local) {
    return compare(
        new WireAnswer(200, Map.of(name, recorded), json("{}")),
        new WireAnswer(200, Map.of(name, local), json("{}")));
  }

  @Test
  void times_addresses_and_counts_are_compared_by_form() {
    String local =
        RECORDED
            .replace("2019-10-21T11:43:06Z','ip'", "2026-01-01T00:00:00.1234567Z','ip'")
            .replace("13.83.249.21", "127.0.0.2")
            .replace("'count':2", "'count':7");

    assertThat(compareBodies(RECORDED, local)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'Running'; 'Succeeded'; $.state",
        "'2019-10-21T11:43:06Z','ip'; 'Monday','ip'; $.startTime",
        "'13.83.249.21'; 'localhost'; $.ip",
        "1.0; 1; $.cpu",
        "'Started'; 'Killing'; $.events[].name",
        "11:43:08Z; 11:43:08.5Z; $.events[].firstTimestamp",
        "'count':2; 'count':'2'; $.events[].count",
        "'cpu'; 'cpus'; $.cpu"
      })
  void a_planted_difference_is_found_at_its_place(String there, String here, String place) {
    assertThat(compareBodies(RECORDED, RECORDED.replace(there, here)))
        .extracting(Difference::place)
        .contains(place);
  }

  @Test
  void of_what_is_missing_only_the_top_is_told() {
    assertThat(compareBodies("{'a':{'b':{'c':1}}}", "{'a':{}}"))
        .extracting(Difference::toString)
        .containsExactly("$.a.b: recorded an object, local nothing");
  }

  @Test
  void resources_are_listed_in_any_order() {
    assertThat(
            compareBodies(
                "{'value':[{'id':'a','sku':1},{'id':'b','sku':2}]}",
                "{'value':[{'id':'b','sku':2},{'id':'a','sku':1}]}"))
        .isEmpty();
  }

  @Test
  void the_host_and_the_id_of_an_operation_may_differ_but_not_its_path() {
    String operation = "/locations/westus/operations/f38e70c7-3122-46d2-b924-d9820012223d?x=1";
    String other = "http://127.0.0.1:1" + operation.replace("f38e70c7", "00000000");

    assertThat(compareHeader("azure-asyncoperation", "https://azure" + operation, other)).isEmpty();
    assertThat(
            compareHeader(
                "azure-asyncoperation", "https://azure" + operation, other.replace("west", "east")))
        .hasSize(1);
  }

  @Test
  void a_header_is_missing_or_too_much_unless_the_recorder_dropped_it() {
    WireAnswer without = new WireAnswer(200, Map.of(), json("{}"));
    WireAnswer with = new WireAnswer(200, Map.of("etag", "1", "unrecorded", "1"), json("{}"));

    assertThat(compare(without, with)).extracting(Difference::place).containsExactly("header etag");
    assertThat(compare(with, without))
        .extracting(Difference::place)
        .containsExactly("header etag", "header unrecorded");
  }

  @Test
  void what_is_left_becomes_less() {
    Countdown countdown = new Countdown();
    String name = "x-ms-ratelimit-remaining-subscription-writes";
    RecordedExchange put =
        new RecordedExchange(0, "PUT", "/x", "", new WireAnswer(201, Map.of(), json("{}")));

    assertThat(countdown.check(put, new WireAnswer(201, Map.of(name, "9"), json("{}")))).isEmpty();
    assertThat(countdown.check(put, new WireAnswer(201, Map.of(name, "8"), json("{}")))).isEmpty();
    assertThat(countdown.check(put, new WireAnswer(201, Map.of(name, "8"), json("{}")))).hasSize(1);
  }

  @Test
  void a_meant_difference_is_not_told_until_it_is_gone() {
    RecordedExchange exchange =
        new RecordedExchange(3, "GET", "/x", "", new WireAnswer(200, Map.of(), json("{}")));
    Difference difference = new Difference(exchange, "$.a", "1", "2");
    var meant = List.of(new MeantDifferences.Meant("r", 3, "$.a", "because"));

    assertThat(RecordedTraffic.report(List.of(difference), meant)).isEmpty();
    assertThat(RecordedTraffic.report(List.of(), meant)).contains("$.a", "because");
    assertThat(RecordedTraffic.report(List.of(difference), List.of())).contains("3 GET", "$.a");
  }

  @Test
  void every_meant_difference_is_of_a_recorded_exchange_and_says_why() {
    List<String> names = new ArrayList<>(RecordedTrafficTest.NAMES);
    names.add(RecordedRestartsIT.NAME);
    for (String name : names) {
      assertThat(MeantDifferences.of(name)).doesNotHaveDuplicates();
    }
    assertThat(MeantDifferences.all())
        .allSatisfy(
            meant -> {
              assertThat(meant.why()).isNotBlank();
              assertThat(names).contains(meant.recording());
              assertThat(Recording.read(meant.recording()).exchanges().size())
                  .isGreaterThan(meant.exchange());
            });
  }
}
