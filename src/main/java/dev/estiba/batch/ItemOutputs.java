package dev.estiba.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.document.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the items of a batch told with lines {@code ::output name=value}: all of it up to a size,
 * and beyond it nothing, so that nobody takes a part for the whole.
 *
 * @param values by the item's index and the output's name
 * @param size of all of it, in characters
 * @param dropped whether it was too much
 */
public record ItemOutputs(Map<Integer, Map<String, String>> values, int size, boolean dropped) {

  /** How much is kept, in characters; orchestrations hand it on in their histories. */
  public static final int MAX_SIZE = 64 * 1024;

  /** How long the lists may be together, in characters of JSON. */
  private static final int MAX_LISTS = 1_000_000;

  static final String DROPPED =
      "The items told more than "
          + MAX_SIZE
          + " characters of outputs together, or so many names that the lists of them would have"
          + " more than "
          + MAX_LISTS
          + "; the batch has none of them, each item still has its own.";

  static final ItemOutputs NONE = new ItemOutputs(Map.of(), 0, false);

  public ItemOutputs {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  ItemOutputs with(int index, Map<String, String> outputs) {
    if (dropped || outputs.isEmpty()) {
      return this;
    }
    int more =
        outputs.entrySet().stream()
            .mapToInt(e -> e.getKey().length() + e.getValue().length())
            .sum();
    if (size + more > MAX_SIZE) {
      return new ItemOutputs(Map.of(), 0, true);
    }
    Map<Integer, Map<String, String>> all = new TreeMap<>(values);
    all.put(index, outputs);
    return new ItemOutputs(all, size + more, false);
  }

  /** The same, dropped where the lists would be too long: each has a place for every item. */
  ItemOutputs within(int items) {
    long names =
        values.values().stream().flatMap(told -> told.keySet().stream()).distinct().count();
    boolean tooLong = size + names * items * ",null".length() > MAX_LISTS;
    return tooLong ? new ItemOutputs(Map.of(), 0, true) : this;
  }

  /** By name, a list with one value for each item, null where an item told none. */
  Map<String, JsonNode> lists(int items) {
    Map<String, JsonNode> lists = new LinkedHashMap<>();
    values.forEach(
        (index, outputs) ->
            outputs.forEach(
                (name, value) ->
                    ((ArrayNode) lists.computeIfAbsent(name, n -> nulls(items)))
                        .set(index, read(value))));
    return lists;
  }

  private static ArrayNode nulls(int items) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(items);
    for (int i = 0; i < items; i++) {
      list.addNull();
    }
    return list;
  }

  private static JsonNode read(String value) {
    try {
      JsonNode json = Json.parse(value);
      return json.isMissingNode() ? TextNode.valueOf(value) : json;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(value);
    }
  }
}
