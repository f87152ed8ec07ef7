package dev.estiba.launch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.MissingField;
import dev.estiba.document.Placeholders;
import dev.estiba.document.Unknown;
import dev.estiba.document.WrongPlaceholderException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The values of the placeholders that name a {@link Cause}. Others are left to whom they belong: a
 * batch's {@code {{item}}}, a pipeline's <code>${{ … }}</code>.
 */
final class CauseValues implements Placeholders.Values {

  /** How much all values of one document may have together. */
  private static final int MOST = Document.MAX_BYTES;

  private final Cause cause;
  private final boolean filledAgain;
  private long filled;

  /**
   * @param filledAgain whether the document has placeholders of its own, which are filled later
   */
  CauseValues(Cause cause, boolean filledAgain) {
    this.cause = cause;
    this.filledAgain = filledAgain;
  }

  /** Finds the placeholders of a cause. */
  static Pattern pattern(Cause cause) {
    return Pattern.compile(
        "(?<![${])\\{\\{\\s*(" + cause.name() + "(?:\\.[A-Za-z0-9_$@-]+)*)\\s*\\}\\}");
  }

  @Override
  public JsonNode of(String placeholder) throws WrongPlaceholderException {
    JsonNode value = cause.facts();
    for (String name : List.of(placeholder.split("\\.")).subList(1, depth(placeholder))) {
      if (Unknown.is(value)) {
        return value;
      }
      JsonNode field = value.isArray() ? element(value, name) : value.get(name);
      if (field == null) {
        throw new WrongPlaceholderException(
            "has the placeholder {{" + placeholder + "}}, and " + missing(value, name));
      }
      value = field;
    }
    return Unknown.is(value) ? value : checked(value, placeholder);
  }

  private static int depth(String placeholder) {
    return placeholder.split("\\.").length;
  }

  private static JsonNode element(JsonNode list, String index) {
    return index.matches("[0-9]{1,6}") ? list.get(Integer.parseInt(index)) : list.get(index);
  }

  private static String missing(JsonNode value, String name) {
    return value.isArray()
        ? "the list has no item " + name + ", only " + value.size()
        : MissingField.in(value, name);
  }

  private JsonNode checked(JsonNode value, String placeholder) throws WrongPlaceholderException {
    String text = value.isTextual() ? value.textValue() : value.toString();
    if (filledAgain && text.contains("{{")) {
      throw new WrongPlaceholderException(
          "has the placeholder {{"
              + placeholder
              + "}}, whose value has {{ in it: a batch or a pipeline would take that for a"
              + " placeholder of its own");
    }
    filled += text.length();
    if (filled > MOST) {
      throw new WrongPlaceholderException(
          "makes the document too long: its placeholders must stand for at most "
              + MOST
              + " characters");
    }
    return value;
  }
}
