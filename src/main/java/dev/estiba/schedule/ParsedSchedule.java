package dev.estiba.schedule;

import dev.estiba.document.Problem;
import java.util.List;

/** What became of reading a schedule. */
public sealed interface ParsedSchedule {

  /**
   * It keeps all rules.
   *
   * @param literalSecrets JSON Pointers of the secrets that stand in it in plain text
   */
  record Valid(Schedule schedule, List<String> literalSecrets) implements ParsedSchedule {}

  record Invalid(List<Problem> problems) implements ParsedSchedule {}
}
