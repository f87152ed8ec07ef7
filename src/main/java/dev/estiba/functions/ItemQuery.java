package dev.estiba.functions;

import dev.estiba.batch.ItemState;
import dev.estiba.document.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a batch somebody wants to see.
 *
 * @param state null for any
 * @param top how many at most
 * @param after the index before the first; -1 for the beginning
 * @param problems what is wrong with the query
 */
record ItemQuery(@Nullable ItemState state, int top, int after, List<Problem> problems) {

  static final int MOST = 200;
  private static final int DEFAULT = 100;

  static ItemQuery of(Map<String, String> query) {
    List<Problem> problems = new ArrayList<>();
    return new ItemQuery(
        state(query.getOrDefault("state", ""), problems),
        number(query, "top", DEFAULT, 1, MOST, problems),
        number(query, "after", -1, 0, Integer.MAX_VALUE, problems),
        problems);
  }

  private static @Nullable ItemState state(String name, List<Problem> problems) {
    if (name.isBlank()) {
      return null;
    }
    ItemState state = ItemState.named(name).orElse(null);
    if (state == null) {
      problems.add(
          new Problem(
              "state",
              "must be one of "
                  + Arrays.stream(ItemState.values())
                      .map(ItemState::displayName)
                      .collect(Collectors.joining(", "))));
    }
    return state;
  }

  private static int number(
      Map<String, String> query,
      String name,
      int otherwise,
      int least,
      int most,
      List<Problem> problems) {
    String text = query.getOrDefault(name, "");
    if (text.isBlank()) {
      return otherwise;
    }
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      problems.add(
          new Problem(name, "must be a whole number" + (most == MOST ? " from 1 to " + MOST : "")));
      return otherwise;
    }
    return number;
  }
}
