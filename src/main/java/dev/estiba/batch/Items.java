package dev.estiba.batch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a batch has a task for, each of them known by its index from 0 on. In JSON an object with
 * one field that is named after the kind.
 */
public sealed interface Items {

  /** Of one batch. */
  int MOST = 100_000;

  int size();

  /**
   * One of the items.
   *
   * @throws IndexOutOfBoundsException if there is none with the index
   */
  JsonNode item(int index);

  /** So many items, each of which is its index. */
  record Count(int count) implements Items {

    @Override
    public int size() {
      return count;
    }

    @Override
    public JsonNode item(int index) {
      return IntNode.valueOf(Objects.checkIndex(index, count));
    }

    @Override
    public Object toJson() {
      return Map.of("count", count);
    }
  }

  /** Items of any kind, as they were written. */
  record Listed(List<JsonNode> list) implements Items {

    public Listed {
      list = List.copyOf(list);
    }

    @Override
    public int size() {
      return list.size();
    }

    @Override
    public JsonNode item(int index) {
      return list.get(index);
    }

    @Override
    public Object toJson() {
      return Map.of("list", list);
    }
  }

  /**
   * Every combination of one value from each axis: objects with a field for each. The last axis
   * varies fastest.
   *
   * @param axes their values by their names, in the order in which they were written
   */
  record Matrix(Map<String, List<JsonNode>> axes) implements Items {

    public Matrix {
      Map<String, List<JsonNode>> copy = new LinkedHashMap<>();
      axes.forEach((name, values) -> copy.put(name, List.copyOf(values)));
      axes = Collections.unmodifiableMap(copy);
    }

    @Override
    public int size() {
      return axes.values().stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
    }

    @Override
    public JsonNode item(int index) {
      int weight = size();
      int rest = Objects.checkIndex(index, weight);
      ObjectNode item = JsonNodeFactory.instance.objectNode();
      for (var axis : axes.entrySet()) {
        weight /= axis.getValue().size();
        item.set(axis.getKey(), axis.getValue().get(rest / weight));
        rest %= weight;
      }
      return item;
    }

    @Override
    public Object toJson() {
      return Map.of("matrix", axes);
    }
  }

  @JsonValue
  Object toJson();

  /** The opposite of {@link #toJson()}. */
  @JsonCreator
  static Items fromJson(JsonNode json) {
    if (json.has("count")) {
      return new Count(json.path("count").intValue());
    }
    if (json.has("list")) {
      return new Listed(values(json.path("list")));
    }
    Map<String, List<JsonNode>> axes = new LinkedHashMap<>();
    json.path("matrix")
        .properties()
        .forEach(axis -> axes.put(axis.getKey(), values(axis.getValue())));
    return new Matrix(axes);
  }

  private static List<JsonNode> values(JsonNode list) {
    List<JsonNode> values = new ArrayList<>(list.size());
    list.forEach(values::add);
    return values;
  }
}
