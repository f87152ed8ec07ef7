package dev.estiba.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the placeholders in the texts of a document. A text that is nothing but a placeholder
 * becomes its value, of whatever type; within a longer text, and where {@link Fields} reads a text,
 * a value that is no text is written as JSON. Names of fields are left as they are.
 */
public final class Placeholders {

  /** Says what a placeholder stands for. */
  @FunctionalInterface
  public interface Values {

    /**
     * The value of a placeholder.
     *
     * @param placeholder what stands between its marks, without blanks around it
     * @return {@link Unknown#VALUE} where it is not known yet; null where the text is no
     *     placeholder of this kind and is to stay as it is
     * @throws WrongPlaceholderException if it can have no value
     */
    @Nullable JsonNode of(String placeholder) throws WrongPlaceholderException;
  }

  private final Pattern pattern;
  private final Values values;
  private final Findings findings;

  /**
   * @param pattern finds placeholders; its first group is what stands between their marks
   * @param findings is told of each placeholder that is wrong
   */
  public Placeholders(Pattern pattern, Values values, Findings findings) {
    this.pattern = pattern;
    this.values = values;
    this.findings = findings;
  }

  /**
   * A document with its placeholders filled. A text with one that is wrong becomes {@link Unknown},
   * so that nothing is told twice.
   *
   * @param path JSON Pointer of the document in the one that findings are told of
   */
  public JsonNode fill(JsonNode document, String path) {
    if (document.isTextual()) {
      return fillText(document.textValue(), path);
    }
    if (document.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode(document.size());
      for (int i = 0; i < document.size(); i++) {
        list.add(fill(document.get(i), path + "/" + i));
      }
      return list;
    }
    if (document.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      document
          .properties()
          .forEach(
              field ->
                  object.set(
                      field.getKey(),
                      fill(field.getValue(), Pointers.child(path, field.getKey()))));
      return object;
    }
    return document;
  }

  private JsonNode fillText(String text, String path) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return TextNode.valueOf(text);
    }
    try {
      JsonNode whole = matcher.matches() ? values.of(matcher.group(1).trim()) : null;
      if (whole != null && !whole.isTextual()) {
        findings.addFilled(path);
      }
      return whole == null ? fillParts(matcher.reset(), text) : whole;
    } catch (WrongPlaceholderException e) {
      findings.add(path, e.problem());
      return Unknown.VALUE;
    }
  }

  private JsonNode fillParts(Matcher matcher, String text) throws WrongPlaceholderException {
    StringBuilder filled = new StringBuilder();
    int end = 0;
    boolean unknown = false;
    while (matcher.find()) {
      JsonNode value = values.of(matcher.group(1).trim());
      filled.append(text, end, matcher.start());
      filled.append(value == null ? matcher.group() : asText(value));
      unknown |= value != null && Unknown.is(value);
      end = matcher.end();
    }
    return unknown
        ? Unknown.VALUE
        : TextNode.valueOf(filled.append(text, end, text.length()).toString());
  }

  static String asText(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.isNull() ? "" : value.toString();
  }
}
