package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.estiba.document.Document;
import dev.estiba.document.MissingField;
import dev.estiba.document.Placeholders;
import dev.estiba.document.Unknown;
import dev.estiba.document.WrongPlaceholderException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the placeholders of a template stand for: {@code {{item}}}, {@code {{item.field}}}, {@code
 * {{index}}}; and {@code {{{{}, which stands for {@code {{}.
 */
final class ItemValues implements Placeholders.Values {

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";
  private static final String ESCAPE = "{{";

  /**
   * Two braces and either two more, or a name with fields and two closing ones. What else begins
   * with braces is not ours: templates of other programs such as {@code {{.State}}}, and a
   * pipeline's {@code ${{ … }}}.
   */
  static final Pattern PATTERN =
      Pattern.compile(
          "(?<!\\$)\\{\\{(\\{\\{|\\s*"
              + NAME
              + "(?:\\.[A-Za-z0-9_-]+)*\\s*(?=\\}\\}))"
              + "(?:(?<!\\{)\\}\\})?");

  /** How much all values of one task may have together: no more than a task's document. */
  private static final int MOST = Document.MAX_BYTES;

  private final Item item;
  private long filled;

  ItemValues(Item item) {
    this.item = item;
  }

  /** How many characters were filled in so far. */
  long filled() {
    return filled;
  }

  @Override
  public @Nullable JsonNode of(String placeholder) throws WrongPlaceholderException {
    if (placeholder.equals(ESCAPE)) {
      return TextNode.valueOf(ESCAPE);
    }
    List<String> path = List.of(placeholder.split("\\."));
    JsonNode value =
        switch (path.get(0)) {
          case "item" -> item.value();
          case "index" -> path.size() == 1 ? item.index() : null;
          default -> null;
        };
    if (value == null) {
      throw new WrongPlaceholderException(
          "has the placeholder {{"
              + placeholder
              + "}}, which is not known here; allowed are {{item}}, {{item.FIELD}} and {{index}}."
              + " For the text itself write {{{{"
              + placeholder
              + "}}");
    }
    return limited(field(value, placeholder, path.subList(1, path.size()).iterator()));
  }

  private static JsonNode field(JsonNode item, String placeholder, Iterator<String> path)
      throws WrongPlaceholderException {
    JsonNode value = item;
    while (path.hasNext() && !Unknown.is(value)) {
      String name = path.next();
      JsonNode field = value.get(name);
      if (field == null) {
        throw new WrongPlaceholderException(
            "has the placeholder {{" + placeholder + "}}, and " + MissingField.in(value, name));
      }
      value = field;
    }
    return value;
  }

  private JsonNode limited(JsonNode value) throws WrongPlaceholderException {
    filled += value.isTextual() ? value.textValue().length() : value.toString().length();
    if (filled > MOST) {
      throw new WrongPlaceholderException(
          "makes a task too long: its placeholders must stand for at most " + MOST + " characters");
    }
    return value;
  }
}
