package dev.estiba.event;

import dev.estiba.document.Problem;
import java.util.List;

/** What the document of a trigger was read as. */
public sealed interface ParsedTrigger {

  /**
   * @param literalSecrets JSON Pointers of the secrets in plain text
   */
  record Valid(Trigger trigger, List<String> literalSecrets) implements ParsedTrigger {

    public Valid {
      literalSecrets = List.copyOf(literalSecrets);
    }
  }

  /**
   * @param problems never empty
   */
  record Invalid(List<Problem> problems) implements ParsedTrigger {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
