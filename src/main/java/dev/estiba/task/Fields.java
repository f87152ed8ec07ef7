package dev.estiba.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object and gathers what is wrong with them. */
final class Fields {

  private final JsonNode object;
  private final String path;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(JsonNode object, String path) {
    this(object, path, new ArrayList<>());
  }

  private Fields(JsonNode object, String path, List<Problem> problems) {
    this.object = object;
    this.path = path;
    this.problems = problems;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  void problem(String field, String message) {
    problems.add(new Problem(pathOf(field), message));
  }

  /** For a required field: a value of a wrong type has been told already. */
  void problemUnlessPresent(String field, String message) {
    if (get(field) == null) {
      problem(field, message);
    }
  }

  @Nullable String text(String field) {
    JsonNode value = get(field);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      problem(field, "must be text, not " + typeOf(value));
      return null;
    }
    return value.textValue();
  }

  double number(String field, double defaultValue, double min, double max, String unit) {
    JsonNode value = get(field);
    if (value == null) {
      return defaultValue;
    }
    if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
      problem(
          field, "must be a number from " + plain(min) + " to " + plain(max) + " (" + unit + ")");
    }
    return value.doubleValue();
  }

  long wholeNumber(String field, long defaultValue, long min, long max, String unit) {
    JsonNode value = get(field);
    if (value == null) {
      return defaultValue;
    }
    if (!value.canConvertToLong()
        || !value.isIntegralNumber()
        || value.longValue() < min
        || value.longValue() > max) {
      problem(field, "must be a whole number from " + min + " to " + max + " (" + unit + ")");
    }
    return value.longValue();
  }

  List<String> strings(String field) {
    List<String> texts = new ArrayList<>();
    JsonNode array = array(field, "a list of texts such as [\"sh\", \"-c\", \"echo hola\"]");
    for (int i = 0; i < array.size(); i++) {
      JsonNode item = array.get(i);
      if (item.isTextual()) {
        texts.add(item.textValue());
      } else {
        problem(field + "/" + i, "must be text, not " + typeOf(item));
      }
    }
    return texts;
  }

  List<Fields> objects(String field) {
    List<Fields> objects = new ArrayList<>();
    JsonNode array = array(field, "a list of objects");
    for (int i = 0; i < array.size(); i++) {
      String itemField = field + "/" + i;
      if (array.get(i).isObject()) {
        objects.add(new Fields(array.get(i), pathOf(itemField), problems));
      } else {
        problem(itemField, "must be an object, not " + typeOf(array.get(i)));
      }
    }
    return objects;
  }

  /** To be called after every known field was read. */
  void refuseUnknown() {
    object
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                problem(
                    field.replace("~", "~0").replace("/", "~1"),
                    "is not known here; allowed are " + String.join(", ", known));
              }
            });
  }

  private JsonNode array(String field, String what) {
    JsonNode value = get(field);
    if (value == null || value.isArray()) {
      return value == null ? object.path("") : value;
    }
    problem(field, "must be " + what + ", not " + typeOf(value));
    return object.path("");
  }

  /** The field's value, or null where it is absent or a JSON null. */
  private @Nullable JsonNode get(String field) {
    known.add(field);
    JsonNode value = object.get(field);
    return value == null || value.isNull() ? null : value;
  }

  private String pathOf(String field) {
    return path + "/" + field;
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number";
      case STRING -> "text";
      default -> "nothing";
    };
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
