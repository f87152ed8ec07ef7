package dev.estiba.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads the part of YAML that means the same in each of its versions and in JSON: one document,
 * {@code true} and {@code false} as the only truth values, numbers as JSON has them, no aliases
 * (which could also make a small document a large one) and no tags.
 */
final class Yaml {

  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private static final String STANDARD_TAG = "tag:yaml.org,2002:";
  private static final String TEXT_TAG = STANDARD_TAG + "str";

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Yaml() {}

  static Document read(String text) {
    try {
      Problem surprise = surprise(text);
      return surprise == null
          ? new Document.Tree(MAPPER.readTree(text), text, DocumentFormat.YAML)
          : new Document.Malformed(surprise);
    } catch (JsonProcessingException e) {
      return new Document.Malformed(explain(e));
    } catch (IOException e) {
      throw new IllegalStateException("A text cannot be read from memory", e);
    }
  }

  /** Reads a document that {@link #read} took, token by token. */
  static YAMLParser parser(String text) throws IOException {
    return (YAMLParser) MAPPER.createParser(text);
  }

  /** The first place where the document may mean something else than it seems to. */
  private static @Nullable Problem surprise(String text) throws IOException {
    try (YAMLParser parser = parser(text)) {
      int depth = 0;
      boolean ended = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String what =
            ended ? "has a second document; only one is allowed" : surprise(parser, token);
        if (what != null) {
          Place place = place(parser.currentTokenLocation());
          return new Problem("", what + where(place), place);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        ended = depth == 0;
      }
    }
    return null;
  }

  private static @Nullable String surprise(YAMLParser parser, JsonToken token) throws IOException {
    if (parser.isCurrentAlias()) {
      return "has the alias *"
          + parser.getText()
          + ", which is not supported: write the value"
          + " again, or in quotes if it is text";
    }
    String tag = parser.getTypeId();
    if (tag != null && !tag.equals(TEXT_TAG)) {
      return "has the tag !"
          + tag.replace(STANDARD_TAG, "!")
          + ", which is not supported: write the value in quotes if it is"
          + " text";
    }
    return token.isNumeric() && !JSON_NUMBER.matcher(parser.getText()).matches()
        ? "has the number "
            + parser.getText()
            + ", which YAML reads in several ways: write it with"
            + " decimal digits only, or in quotes if it is text"
        : null;
  }

  private static Problem explain(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException cause) {
      String context = cause.getContext() == null ? "" : cause.getContext() + ": ";
      return notYaml(place(cause.getProblemMark()), context + cause.getProblem());
    }
    return notYaml(place(e.getLocation()), e.getOriginalMessage());
  }

  private static Problem notYaml(@Nullable Place place, String why) {
    return new Problem("", "is not YAML" + where(place) + ": " + why, place);
  }

  private static @Nullable Place place(@Nullable JsonLocation location) {
    return location == null ? null : new Place(location.getLineNr(), location.getColumnNr());
  }

  private static @Nullable Place place(@Nullable Mark mark) {
    return mark == null ? null : new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String where(@Nullable Place place) {
    return place == null ? "" : " (" + place + ")";
  }
}
