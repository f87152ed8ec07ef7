package dev.estiba.local.taskhub;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists instances in the order of their creation, page by page. */
final class InstanceSearch {

  private record Found(long seq, InstanceState state) {}

  private final InstanceQuery query;
  private final List<String> conditions = new ArrayList<>();
  private final List<@Nullable Object> arguments = new ArrayList<>();

  InstanceSearch(InstanceQuery query) {
    if (query.pageSize() < 1) {
      throw new IllegalArgumentException("pageSize " + query.pageSize() + " is less than 1.");
    }
    this.query = query;
    String token = query.continuationToken();
    where("seq > ?", token == null ? 0L : position(token));
    if (!query.statuses().isEmpty()) {
      conditions.add("status IN (" + names(query.statuses()) + ")");
    }
    String prefix = query.instanceIdPrefix();
    if (prefix != null && !prefix.isEmpty()) {
      where("substr(instance_id, 1, length(?)) = ?", prefix, prefix);
    }
    if (query.createdFrom() != null) {
      where("created_at >= ?", query.createdFrom().toEpochMilli());
    }
    if (query.createdTo() != null) {
      where("created_at <= ?", query.createdTo().toEpochMilli());
    }
  }

  private void where(String condition, Object... values) {
    conditions.add(condition);
    arguments.addAll(List.of(values));
  }

  private static String names(Set<RuntimeStatus> statuses) {
    return statuses.stream()
        .sorted()
        .map(status -> "'" + status.name() + "'")
        .collect(Collectors.joining(", "));
  }

  private static long position(String token) {
    try {
      return Long.parseLong(token);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The continuation token '" + token + "' is not one of this task hub.", e);
    }
  }

  InstancePage page(Sql sql) throws SQLException {
    List<Found> found = new ArrayList<>();
    List<@Nullable Object> limited = new ArrayList<>(arguments);
    limited.add(query.pageSize() + 1L);
    for (InstanceRow row :
        sql.list(
            "SELECT "
                + InstanceRow.COLUMNS
                + " FROM instances WHERE "
                + String.join(" AND ", conditions)
                + " ORDER BY seq LIMIT ?",
            InstanceRow::from,
            limited.toArray())) {
      found.add(new Found(row.seq, state(sql, row)));
    }
    return page(found);
  }

  private InstanceState state(Sql sql, InstanceRow row) throws SQLException {
    if (query.fetchPayloads()) {
      return row.toState(Tables.input(sql, row.seq));
    }
    row.output = null;
    return row.toState(null);
  }

  /** One more than the page holds was looked for, to know whether there is another page. */
  private InstancePage page(List<Found> found) {
    List<InstanceState> states = found.stream().map(Found::state).toList();
    if (states.size() <= query.pageSize()) {
      return new InstancePage(states, null);
    }
    String token = Long.toString(found.get(query.pageSize() - 1).seq());
    return new InstancePage(states.subList(0, query.pageSize()), token);
  }
}
