package dev.estiba.local.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds a local answer against the recorded one. */
final class AnswerComparison {

  /** They come with the connection, or are the same in each answer of Azure Resource Manager. */
  private static final Set<String> NOT_COMPARED =
      Set.of(
          "date",
          "content-length",
          "transfer-encoding",
          "connection",
          "vary",
          "cache-control",
          "pragma",
          "expires",
          "strict-transport-security",
          "x-content-type-options",
          "x-ms-routing-request-id",
          "x-ms-original-request-ids");

  private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final RecordedExchange exchange;
  private final Set<String> unrecorded;
  private final List<Difference> differences = new ArrayList<>();

  private AnswerComparison(RecordedExchange exchange, Set<String> unrecorded) {
    this.exchange = exchange;
    this.unrecorded = unrecorded;
  }

  static List<Difference> of(
      RecordedExchange exchange, WireAnswer local, Set<String> unrecordedHeaders) {
    AnswerComparison comparison = new AnswerComparison(exchange, unrecordedHeaders);
    WireAnswer recorded = exchange.answer();
    if (recorded.status() != local.status()) {
      // All else differs then, too.
      comparison.add("status", recorded.inShort(), local.inShort());
    } else {
      comparison.compareHeaders(recorded, local);
      comparison.compareBodies(JsonShape.of(recorded.body()), JsonShape.of(local.body()));
    }
    return comparison.differences;
  }

  private void compareHeaders(WireAnswer recorded, WireAnswer local) {
    Map<String, String> expected = forms(recorded);
    Map<String, String> found = forms(local);
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      if (expected.containsKey(name)
          || !(unrecorded.contains(name) || MeantDifferences.ONLY_HERE.contains(name))) {
        compare(
            "header " + name,
            expected.getOrDefault(name, Difference.NOTHING),
            found.getOrDefault(name, Difference.NOTHING));
      }
    }
    compareOperationAndRequest(recorded, local);
  }

  /** An operation has the id of the request that began it. */
  private void compareOperationAndRequest(WireAnswer recorded, WireAnswer local) {
    if (recorded.headers().containsKey("x-ms-request-id")
        && exchange.begunOperation().isPresent()
        && !local.header("azure-asyncoperation").isEmpty()) {
      String id = local.header("x-ms-request-id").replaceFirst(".*:", "");
      if (!local.header("azure-asyncoperation").contains("/operations/" + id)) {
        add("operation id", "that of the request", "another one");
      }
    }
  }

  private static Map<String, String> forms(WireAnswer answer) {
    Map<String, String> forms = new TreeMap<>();
    answer.headers().forEach((name, value) -> forms.put(name, form(name, value)));
    forms.keySet().removeAll(NOT_COMPARED);
    return forms;
  }

  private static String form(String name, String value) {
    if (name.startsWith("x-ms-ratelimit-remaining-")) {
      return value.matches("\\d+") ? "a number" : value;
    }
    if (name.equals("x-ms-request-id")) {
      return value.replaceFirst("^[a-z0-9]+:", "<region>:").replaceAll(GUID, "<guid>");
    }
    return value
        .replaceFirst("^https?://[^/]+", "")
        .replaceFirst("/operationresults/[^?]+", "/operationresults/<token>")
        .replaceAll("(?<!/subscriptions/)" + GUID, "<guid>");
  }

  private void compareBodies(Map<String, List<String>> recorded, Map<String, List<String>> local) {
    Set<String> paths = new TreeSet<>(recorded.keySet());
    paths.addAll(local.keySet());
    for (String path : paths) {
      // What is below a property that is missing is missing, too.
      String parent = JsonShape.parentOf(path);
      if (parent.isEmpty() || (recorded.containsKey(parent) == local.containsKey(parent))) {
        compare(path, text(recorded, path), text(local, path));
      }
    }
  }

  private static String text(Map<String, List<String>> values, String path) {
    List<String> all = values.get(path);
    return all == null ? Difference.NOTHING : String.join(", ", all);
  }

  private void compare(String place, String recorded, String local) {
    if (!recorded.equals(local)) {
      add(place, recorded, local);
    }
  }

  private void add(String place, String recorded, String local) {
    differences.add(new Difference(exchange, place, recorded, local));
  }
}
