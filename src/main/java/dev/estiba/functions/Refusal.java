package dev.estiba.functions;

import dev.estiba.document.Problem;
import java.util.List;

/**
 * Why a request is not started, ever.
 *
 * @param reason for people, some hundred characters at most
 * @param problems what is wrong in it, if anything is
 */
record Refusal(String reason, List<Problem> problems) {

  private static final int LONGEST = 500;

  Refusal {
    reason = reason.replaceAll("\\s+", " "); // One line of a log and of a list.
    reason = reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST - 1) + "…";
    problems = List.copyOf(problems);
  }

  /**
   * @param problems never empty
   */
  static Refusal of(List<Problem> problems) {
    String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return new Refusal("Invalid request: " + problems.get(0) + more, problems);
  }

  static Refusal after(Deliveries deliveries, RuntimeException last) {
    return new Refusal(
        "Not started in " + deliveries.most() + " tries, at last because: " + last.getMessage(),
        List.of());
  }
}
