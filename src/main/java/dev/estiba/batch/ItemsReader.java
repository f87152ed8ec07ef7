package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a batch has a task for. */
final class ItemsReader {

  /** What placeholders can refer to. */
  private static final Pattern AXIS = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private static final String LIST_EXAMPLE = "a list such as [\"a\", \"b\"]";

  private ItemsReader() {}

  /** Returns null where there are none that can be known: they are wrong, or not known yet. */
  static @Nullable Items read(Fields batch) {
    Items items = items(batch);
    Items count = count(batch);
    Items matrix = matrix(batch);
    if (batch.count("items", "count", "matrix") != 1) {
      batch.problem(
          "must have exactly one of items (a list), count (a number) and matrix (an object with a"
              + " list for each axis)");
      return null;
    }
    return items != null ? items : count != null ? count : matrix;
  }

  private static @Nullable Items items(Fields batch) {
    JsonNode list = batch.value("items");
    if (list == null) {
      return null;
    }
    if (!list.isArray()) {
      batch.problem("items", "must be " + LIST_EXAMPLE + "; or say how many there are in count");
      return null;
    }
    return atMost(list.size(), batch, "items") ? new Items.Listed(values(list)) : null;
  }

  private static @Nullable Items count(Fields batch) {
    Long count = batch.wholeNumber("count", 0, Items.MOST, "items");
    return count == null ? null : new Items.Count(count.intValue());
  }

  private static @Nullable Items matrix(Fields batch) {
    Fields matrix = batch.object("matrix", "{\"region\": [\"weu\", \"neu\"], \"size\": [1, 2]}");
    if (matrix == null) {
      return null;
    }
    if (matrix.names().isEmpty()) {
      batch.problem("matrix", "must have at least one axis: a name with " + LIST_EXAMPLE);
      return null;
    }
    Map<String, List<JsonNode>> axes = new LinkedHashMap<>();
    for (String name : matrix.names()) {
      List<JsonNode> axis = axis(matrix, name);
      if (axis != null) {
        axes.put(name, axis);
      }
    }
    long size = size(axes.values());
    return axes.size() == matrix.names().size() && atMost(size, batch, "matrix")
        ? new Items.Matrix(axes)
        : null;
  }

  private static @Nullable List<JsonNode> axis(Fields matrix, String name) {
    if (!AXIS.matcher(name).matches()) {
      matrix.problem(name, "must have a name of 1 to 100 letters, digits, hyphens and underscores");
      return null;
    }
    JsonNode list = matrix.value(name);
    if (list != null && list.isArray()) {
      return values(list);
    }
    if (list != null || !matrix.has(name)) {
      matrix.problem(name, "must be " + LIST_EXAMPLE);
    }
    return null;
  }

  /** Stops where it is too large anyway, before it is too large for a number. */
  private static long size(Iterable<List<JsonNode>> axes) {
    long size = 1;
    for (List<JsonNode> axis : axes) {
      size = Math.min(size, Integer.MAX_VALUE) * axis.size();
    }
    return size;
  }

  private static boolean atMost(long size, Fields batch, String field) {
    if (size > Items.MOST) {
      batch.problem(field, "must have at most " + Items.MOST + " items; it has " + size);
    }
    return size <= Items.MOST;
  }

  private static List<JsonNode> values(JsonNode list) {
    List<JsonNode> values = new ArrayList<>(list.size());
    list.forEach(values::add);
    return values;
  }
}
