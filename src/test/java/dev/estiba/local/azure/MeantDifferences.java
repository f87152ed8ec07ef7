package dev.estiba.local.azure;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the local container groups answer otherwise than the real ones did, on purpose. Each must
 * really occur: see {@link RecordedTraffic}.
 */
final class MeantDifferences {

  /**
   * @param exchange its number in the recording
   * @param place as in {@link Difference#place}
   */
  record Meant(String recording, int exchange, String place, String why) {

    boolean covers(Difference difference) {
      return difference.exchange().number() == exchange && difference.place().equals(place);
    }

    @Override
    public String toString() {
      return exchange + " " + place + " (" + why + ")";
    }
  }

  /**
   * Headers of answers that have more than the recorded ones: without Retry-After, clients would
   * look every half minute at what takes no second here. {@link ArmApiTest} sees that it is there.
   */
  static final Set<String> ONLY_HERE = Set.of("retry-after");

  private static final String IDENTITIES = "azure-cli_test_container_create_msi";
  private static final String LIFECYCLE = "java_lifecycle";
  private static final String TWO_CONTAINERS = "java_multiple_containers_with_logs";
  private static final String RUN_ONCE = "cli-2023-05-01_run-once-failed-exit2_and_exec";

  private static final List<Meant> ALL =
      Stream.of(
              each(
                  IDENTITIES,
                  "$.type",
                  "the service of 2018 did not tell it, that of 2019 did at the same api-version",
                  List.of(0, 1, 5, 9)),
              each(LIFECYCLE, "$.type", "as in the other recording of 2018", List.of(6)),
              each(
                  IDENTITIES,
                  "$.properties.instanceView.events",
                  "a new group of 2018 had none, one of 2019 an empty list at the same api-version",
                  List.of(2, 6, 10)),
              each(
                  LIFECYCLE,
                  "$.properties.instanceView.events",
                  "as in the other recording of 2018",
                  List.of(7)),
              each(
                  RUN_ONCE,
                  "$.properties.containers[].properties.instanceView.events",
                  "this group had none; groups of later years have them again",
                  List.of(4)),
              each(
                  TWO_CONTAINERS,
                  "$.properties.containers[].properties.instanceView.currentState.exitCode",
                  "the service had lost it; here it is known of every container that ran",
                  List.of(4, 7)),
              each(
                  RUN_ONCE,
                  "$.properties.events[]",
                  "this group had none; groups of other years have them",
                  List.of(3)),
              each(RUN_ONCE, "status", "exec and attach are not offered here", List.of(5)),
              stopped("$.properties.containers[].properties.instanceView"),
              stopped("$.properties.instanceView.state"),
              stopped("$.properties.provisioningState"),
              killed("$.properties.events[].name", List.of(3)),
              killed("$.properties.events[].message", List.of(3)),
              killed(
                  "$.properties.containers[].properties.instanceView.events[].name", List.of(4, 7)),
              killed(
                  "$.properties.containers[].properties.instanceView.events[].message",
                  List.of(4, 7)),
              offered("header x-ms-request-id"),
              offered("$.value[].name"),
              offered("$.value[].origin"),
              offered("$.value[].properties"),
              offered("$.value[].display.description"),
              offered("$.value[].display.operation"),
              offered("$.value[].display.provider"),
              offered("$.value[].display.resource"))
          .flatMap(List::stream)
          .toList();

  private MeantDifferences() {}

  private static List<Meant> each(
      String recording, String place, String why, List<Integer> exchanges) {
    return exchanges.stream().map(number -> new Meant(recording, number, place, why)).toList();
  }

  private static List<Meant> stopped(String place) {
    return each(LIFECYCLE, place, "a stop is over here when it is answered", List.of(30));
  }

  private static List<Meant> killed(String place, List<Integer> exchanges) {
    return each(
        TWO_CONTAINERS, place, "nobody killed this container; it ended by itself", exchanges);
  }

  private static List<Meant> offered(String place) {
    return each(
        LIFECYCLE,
        place,
        "there are no metrics and diagnostics here, the texts are others, and no region answers",
        List.of(16));
  }

  static List<Meant> all() {
    return ALL;
  }

  static List<Meant> of(String recording) {
    return ALL.stream().filter(meant -> meant.recording().equals(recording)).toList();
  }
}
