package dev.estiba.functions;

import dev.estiba.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which part of which log of a task somebody asks for.
 *
 * @param problems what is wrong with the query; then the rest means nothing
 */
record LogQuery(
    int attempt, String container, long offset, boolean timestamps, List<Problem> problems) {

  /** By default the whole log of the container that counts, of the newest attempt. */
  static LogQuery of(Map<String, String> query, TaskAttempts attempts) {
    List<Problem> problems = new ArrayList<>();
    int attempt = attempt(query, attempts.newest(), problems);
    String container = container(query, attempts.containers(attempt), problems);
    return new LogQuery(
        attempt,
        container,
        offset(query, problems),
        "true".equalsIgnoreCase(query.get("timestamps")),
        problems);
  }

  private static int attempt(Map<String, String> query, int newest, List<Problem> problems) {
    String attempt = query.getOrDefault("attempt", Integer.toString(newest));
    if (attempt.matches("[1-9][0-9]{0,3}") && Integer.parseInt(attempt) <= newest) {
      return Integer.parseInt(attempt);
    }
    problems.add(
        new Problem(
            "attempt",
            newest == 1
                ? "must be 1: so far there is one attempt"
                : "must be a number from 1 to " + newest + ", the newest attempt"));
    return newest;
  }

  private static String container(
      Map<String, String> query, List<String> containers, List<Problem> problems) {
    String container = query.getOrDefault("container", containers.get(0));
    if (!containers.contains(container)) {
      problems.add(new Problem("container", "must be one of " + String.join(", ", containers)));
    }
    return container;
  }

  private static long offset(Map<String, String> query, List<Problem> problems) {
    String offset = query.getOrDefault("offset", "0");
    if (offset.matches("[0-9]{1,15}")) {
      return Long.parseLong(offset);
    }
    problems.add(new Problem("offset", "must be a whole number of bytes, 0 or more"));
    return 0;
  }
}
