package dev.estiba.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says what a placeholder looked for in vain. */
public final class MissingField {

  private MissingField() {}

  /**
   * Without a full stop, to end a sentence with.
   *
   * @param value where the field is not
   */
  public static String in(JsonNode value, String name) {
    if (!value.isObject()) {
      return "there is no object with a field " + name;
    }
    List<String> names = new ArrayList<>();
    value.fieldNames().forEachRemaining(names::add);
    return "there is no field "
        + name
        + (names.isEmpty() ? ", nor any other" : ", only " + String.join(", ", names));
  }
}
