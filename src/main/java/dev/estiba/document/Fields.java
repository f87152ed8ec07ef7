package dev.estiba.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and gathers what is wrong with them. A field that is wrong is
 * read as one that is absent, so that nothing is told twice.
 */
public final class Fields {

  private final JsonNode object;
  private final String path;
  private final Findings findings;
  private final Set<String> known = new LinkedHashSet<>();

  public Fields(JsonNode object, String path, Findings findings) {
    this.object = object;
    this.path = path;
    this.findings = findings;
  }

  public void problem(String field, String message) {
    findings.add(pathOf(field), message);
  }

  /** A problem of one of the items of a list. */
  public void problem(String field, int index, String message) {
    findings.add(pathOf(field) + "/" + index, message);
  }

  /** A problem of the object as a whole. */
  public void problem(String message) {
    findings.add(path, message);
  }

  /** Whether the field is there and not null; its value may be of any type. */
  public boolean has(String field) {
    known.add(field);
    return object.hasNonNull(field);
  }

  /** How many of them are there. */
  public long count(String... fields) {
    return List.of(fields).stream().filter(this::has).count();
  }

  public @Nullable String text(String field) {
    JsonNode value = get(field);
    return value == null ? null : asText(value, pathOf(field));
  }

  public @Nullable String text(String field, TextRule rule) {
    String text = text(field);
    if (text != null && !rule.allows(text)) {
      problem(field, rule.says());
      return null;
    }
    return text;
  }

  /** Returns an empty text if there is none; that is told. */
  public String requiredText(String field, TextRule rule) {
    String text = text(field, rule);
    if (!has(field)) {
      problem(field, "is required; it " + rule.says());
    }
    return text == null ? "" : text;
  }

  public boolean flag(String field, boolean defaultValue) {
    JsonNode value = get(field);
    if (value == null || value.isBoolean()) {
      return value == null ? defaultValue : value.booleanValue();
    }
    problem(field, "must be true or false, not " + typeOf(value));
    return defaultValue;
  }

  public @Nullable Double number(String field, Range range) {
    JsonNode value = get(field);
    if (value == null) {
      return null;
    }
    if (!range.allows(value)) {
      problem(field, "must be a number from " + range);
      return null;
    }
    return value.doubleValue();
  }

  public double number(String field, double defaultValue, Range range) {
    Double number = number(field, range);
    return number == null ? defaultValue : number;
  }

  public @Nullable Long wholeNumber(String field, long min, long max, String unit) {
    JsonNode value = get(field);
    if (value == null) {
      return null;
    }
    if (!isWholeNumber(value, min, max)) {
      problem(field, "must be a whole number from " + min + " to " + max + " (" + unit + ")");
      return null;
    }
    return value.longValue();
  }

  public long wholeNumber(String field, long defaultValue, long min, long max, String unit) {
    Long number = wholeNumber(field, min, max, unit);
    return number == null ? defaultValue : number;
  }

  private static boolean isWholeNumber(JsonNode value, long min, long max) {
    return value.isNumber()
        && value.canConvertToExactIntegral()
        && value.canConvertToLong()
        && value.longValue() >= min
        && value.longValue() <= max;
  }

  /**
   * A list of any texts that the check says nothing against.
   *
   * @param check what is wrong with a text, or null
   */
  public List<String> texts(String field, String example, TextCheck check) {
    List<String> texts = new ArrayList<>();
    JsonNode list = list(field, "a list of texts such as " + example);
    for (int i = 0; i < list.size(); i++) {
      String text = asText(list.get(i), pathOf(field) + "/" + i);
      String wrong = text == null ? null : check.problemOf(text);
      if (wrong != null) {
        problem(field, i, wrong);
      } else if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Finds what is wrong with a text. */
  public interface TextCheck {
    @Nullable String problemOf(String text);
  }

  /** A list of texts that each keep the rule and of which no two are the same. */
  public List<String> distinctTexts(String field, int most, TextRule rule, String example) {
    Set<String> texts = new LinkedHashSet<>();
    JsonNode list = list(field, "a list of texts such as " + example);
    refuseMoreThan(field, list, most);
    for (int i = 0; i < list.size(); i++) {
      String text = asText(list.get(i), pathOf(field) + "/" + i);
      if (text != null && !rule.allows(text)) {
        problem(field, i, rule.says());
      } else if (text != null && !texts.add(text)) {
        problem(field, i, "is in the list already: '" + text + "'");
      }
    }
    return List.copyOf(texts);
  }

  public List<Integer> distinctNumbers(String field, int min, int max) {
    Set<Integer> numbers = new LinkedHashSet<>();
    JsonNode list = list(field, "a list of whole numbers such as [1, 75]");
    for (int i = 0; i < list.size(); i++) {
      if (Unknown.is(list.get(i))) {
        continue;
      }
      if (!isWholeNumber(list.get(i), min, max)) {
        problem(field, i, "must be a whole number from " + min + " to " + max);
      } else if (!numbers.add(list.get(i).intValue())) {
        problem(field, i, "is in the list already: " + list.get(i).intValue());
      }
    }
    return List.copyOf(numbers);
  }

  public List<Fields> objects(String field, int most) {
    List<Fields> objects = new ArrayList<>();
    JsonNode list = list(field, "a list of objects");
    refuseMoreThan(field, list, most);
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isObject()) {
        objects.add(new Fields(list.get(i), pathOf(field) + "/" + i, findings));
      } else if (!Unknown.is(list.get(i))) {
        problem(field, i, "must be an object, not " + typeOf(list.get(i)));
      }
    }
    return objects;
  }

  /** The object in the field; null if it is absent or of another type, which is told. */
  public @Nullable Fields object(String field, String example) {
    JsonNode value = get(field);
    if (value == null || value.isObject()) {
      return value == null ? null : new Fields(value, pathOf(field), findings);
    }
    problem(field, "must be an object such as " + example + ", not " + typeOf(value));
    return null;
  }

  /** This object as a map of texts, under names that users choose. */
  public Map<String, String> allTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names()) {
      String text = text(name);
      if (text != null) {
        texts.put(name, text);
      } else if (!has(name)) {
        problem(name, "must be text, not null");
      }
    }
    return texts;
  }

  /** The names of all that is there, null or not. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A part of the object as it is; null where it is absent, null, or not known yet. */
  public @Nullable JsonNode value(String field) {
    return get(field);
  }

  /** The place of a field: a JSON Pointer. */
  public String pointerTo(String field) {
    return pathOf(field);
  }

  /** Notes that a field holds a secret as the user wrote it. */
  public void noteLiteralSecret(String field) {
    findings.addLiteralSecret(pathOf(field));
  }

  /** What was found so far, of the whole document. */
  public Findings findings() {
    return findings;
  }

  /** Whether the document is one that Estiba wrote itself, with sealed secrets in it. */
  public boolean isOurs() {
    return findings.documentIsOurs();
  }

  /** The object itself. */
  public JsonNode raw() {
    return object;
  }

  /** Whether the field is there and holds a list without items. */
  public boolean isEmptyList(String field) {
    JsonNode value = get(field);
    return value != null && value.isArray() && value.isEmpty();
  }

  /** Whether the field is there and holds text. */
  public boolean isText(String field) {
    JsonNode value = get(field);
    return value != null && value.isTextual();
  }

  /** To be called after every known field was read. */
  public void refuseUnknown() {
    for (String name : names()) {
      if (!known.contains(name)) {
        findings.add(pathOf(name), "is not known here; allowed are " + String.join(", ", known));
      }
    }
  }

  private void refuseMoreThan(String field, JsonNode list, int most) {
    if (list.size() > most) {
      problem(field, "must have at most " + most + " items; it has " + list.size());
    }
  }

  private @Nullable String asText(JsonNode value, String where) {
    if (Unknown.is(value)) {
      return null;
    }
    if (!value.isTextual() && !findings.isFilled(where)) {
      String remedy = value.isValueNode() && !value.isNull() ? "; put it in quotes" : "";
      findings.add(where, "must be text, not " + typeOf(value) + remedy);
      return null;
    }
    String text = Placeholders.asText(value);
    if (text.indexOf('\0') >= 0) {
      findings.add(where, "must not have the character U+0000, which ends texts in Linux");
      return null;
    }
    return text;
  }

  /** An empty list where there is none. */
  private JsonNode list(String field, String what) {
    JsonNode value = get(field);
    if (value == null || value.isArray()) {
      return value == null ? MissingNode.getInstance() : value;
    }
    problem(field, "must be " + what + ", not " + typeOf(value));
    return MissingNode.getInstance();
  }

  /** The field's value, or null where it is absent, a JSON null, or not known yet. */
  private @Nullable JsonNode get(String field) {
    known.add(field);
    JsonNode value = object.get(field);
    return value == null || value.isNull() || Unknown.is(value) ? null : value;
  }

  private String pathOf(String field) {
    return Pointers.child(path, field);
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number";
      case STRING -> "text";
      default -> "null";
    };
  }
}
