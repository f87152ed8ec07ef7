package dev.estiba.batch;

import dev.estiba.document.Problem;
import java.util.List;

/** What became of a request: a batch, or everything that is wrong with it. */
public sealed interface ParsedBatch {

  /**
   * A batch whose items all have a task.
   *
   * @param literalSecrets JSON Pointers of the secrets that stand in the document in plain text;
   *     they are to be sealed there before anything is stored
   */
  record Valid(Batch batch, List<String> literalSecrets) implements ParsedBatch {

    public Valid {
      literalSecrets = List.copyOf(literalSecrets);
    }
  }

  /** Never empty. */
  record Invalid(List<Problem> problems) implements ParsedBatch {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
