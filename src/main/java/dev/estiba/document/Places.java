package dev.estiba.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where values stand in the text of a document. The text is read again for it, and only when
 * there is something to be found: a document in which nothing is wrong costs nothing.
 */
final class Places {

  /** A value that is looked for, or one on the way to it. */
  private static final class Wanted {

    private final Map<String, Wanted> children = new HashMap<>();
    private Optional<Place> place = Optional.empty();

    Wanted child(String name) {
      return children.computeIfAbsent(name, unused -> new Wanted());
    }
  }

  private final Wanted root = new Wanted();

  private Places() {}

  /**
   * The problems with their places: that of a field's name, or of an item of a list; or, of what is
   * not there, that of what it should be in.
   *
   * @param parser at the beginning of the document
   */
  static List<Problem> fillIn(List<Problem> problems, JsonParser parser) throws IOException {
    Places places = new Places();
    problems.forEach(problem -> places.want(problem.path()));
    parser.nextToken();
    places.root.place = Optional.of(place(parser));
    find(places.root, parser);
    return problems.stream().map(problem -> problem.at(places.of(problem.path()))).toList();
  }

  private void want(String path) {
    Wanted wanted = root;
    for (String name : Pointers.parts(path)) {
      wanted = wanted.child(name);
    }
  }

  private Place of(String path) {
    Wanted wanted = root;
    Place place = root.place.orElseThrow();
    for (String name : Pointers.parts(path)) {
      wanted = wanted.child(name);
      place = wanted.place.orElse(place);
    }
    return place;
  }

  /** At the first token of a value; afterwards at its last. */
  private static void find(Wanted wanted, JsonParser parser) throws IOException {
    if (wanted.children.isEmpty()) {
      parser.skipChildren();
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      findFields(wanted, parser);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      findItems(wanted, parser);
    }
  }

  private static void findFields(Wanted object, JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Place place = place(parser);
      String name = parser.currentName();
      parser.nextToken();
      findChild(object, name, place, parser);
    }
  }

  private static void findItems(Wanted list, JsonParser parser) throws IOException {
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      findChild(list, Integer.toString(index), place(parser), parser);
      index++;
    }
  }

  private static void findChild(Wanted parent, String name, Place place, JsonParser parser)
      throws IOException {
    Wanted child = parent.children.get(name);
    if (child == null) {
      parser.skipChildren();
    } else {
      child.place = Optional.of(place);
      find(child, parser);
    }
  }

  private static Place place(JsonParser parser) {
    JsonLocation location = parser.currentTokenLocation();
    return new Place(location.getLineNr(), location.getColumnNr());
  }
}
