package dev.estiba.document;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong with a document. */
public final class Findings {

  /** A document of a megabyte may be wrong in more places than anybody reads. */
  public static final int MOST = 100;

  private final List<Problem> problems = new ArrayList<>();

  public void add(String path, String message) {
    if (problems.size() < MOST) {
      problems.add(new Problem(path, message));
    } else if (problems.size() == MOST) {
      problems.add(new Problem("", "has more problems than these " + MOST));
    }
  }

  public List<Problem> list() {
    return List.copyOf(problems);
  }
}
