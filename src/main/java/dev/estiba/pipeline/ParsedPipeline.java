package dev.estiba.pipeline;

import dev.estiba.document.Problem;
import java.util.List;

/** What became of a request: a pipeline, or everything that is wrong with it. */
public sealed interface ParsedPipeline {

  /**
   * A pipeline that keeps all rules.
   *
   * @param literalSecrets JSON Pointers, in the document, of secrets in plain text
   */
  record Valid(Pipeline pipeline, List<String> literalSecrets) implements ParsedPipeline {

    public Valid {
      literalSecrets = List.copyOf(literalSecrets);
    }
  }

  /** Never empty. */
  record Invalid(List<Problem> problems) implements ParsedPipeline {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
