package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.QueryString;
import dev.estiba.local.taskhub.InstanceQuery;
import dev.estiba.local.taskhub.RuntimeStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads filters from a URL's query. As in the extension, what cannot be read is ignored. */
final class InstanceQueries {

  private static final int DEFAULT_TOP = 100;

  /** A page may be shorter than asked for; this one fits into memory. */
  private static final int MAX_TOP = 1000;

  private static final int PURGE_PAGE = 100;

  /** The extension's statuses, by its numbers. */
  private static final List<String> NUMBERED =
      List.of(
          "Running",
          "Completed",
          "ContinuedAsNew",
          "Failed",
          "Canceled",
          "Terminated",
          "Pending",
          "Suspended");

  /** A number that no status has is a status that no instance has. */
  private static final String NUMBER = "[+-]?[0-9]{1,9}";

  private InstanceQueries() {}

  /** Empty if the filter asks only for statuses that no instance here can have. */
  static Optional<InstanceQuery> list(HttpCall call) {
    QueryString query = call.query();
    int top = query.value("top").flatMap(InstanceQueries::number).orElse(DEFAULT_TOP);
    String token = call.headers().get("x-ms-continuation-token");
    return statuses(query)
        .map(
            statuses ->
                new InstanceQuery(
                    statuses,
                    query.value("instanceIdPrefix").orElse(null),
                    time(query, "createdTimeFrom").orElse(null),
                    time(query, "createdTimeTo").orElse(null),
                    Math.min(top, MAX_TOP),
                    token == null || token.isBlank() ? null : token,
                    true));
  }

  /** Empty if there is nothing to purge. */
  static Optional<InstanceQuery> purge(HttpCall call, Instant createdFrom) {
    return statuses(call.query())
        .map(
            statuses ->
                new InstanceQuery(
                    statuses,
                    null,
                    createdFrom,
                    time(call.query(), "createdTimeTo").orElse(null),
                    PURGE_PAGE,
                    null,
                    false));
  }

  static Optional<Instant> time(QueryString query, String name) {
    return query.value(name).flatMap(InstanceQueries::parseTime);
  }

  private static Optional<Instant> parseTime(String text) {
    // A plus sign that the client did not encode arrives as a space.
    String time = text.strip().replace(' ', text.contains("T") ? '+' : 'T');
    List<Function<String, Instant>> formats =
        List.of(
            value -> OffsetDateTime.parse(value).toInstant(),
            value -> LocalDateTime.parse(value).toInstant(ZoneOffset.UTC),
            value -> LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC));
    for (Function<String, Instant> format : formats) {
      try {
        return Optional.of(format.apply(time));
      } catch (DateTimeException e) {
        // not in this format
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> number(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      return number > 0 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Set<RuntimeStatus>> statuses(QueryString query) {
    Map<String, RuntimeStatus> ours = new HashMap<>();
    for (RuntimeStatus status : RuntimeStatus.values()) {
      ours.put(status.displayName(), status);
    }
    Set<RuntimeStatus> found = EnumSet.noneOf(RuntimeStatus.class);
    boolean asked = false;
    for (String name : query.value("runtimeStatus").orElse("").split(",", -1)) {
      String known = named(name.strip());
      asked |= NUMBERED.contains(known) || known.matches(NUMBER);
      RuntimeStatus status = ours.get(known);
      if (status != null) {
        found.add(status);
      }
    }
    return asked && found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private static String named(String nameOrNumber) {
    return nameOrNumber.matches("[0-7]")
        ? NUMBERED.get(Integer.parseInt(nameOrNumber))
        : nameOrNumber;
  }
}
