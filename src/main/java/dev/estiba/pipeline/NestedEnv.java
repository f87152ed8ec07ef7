package dev.estiba.pipeline;

import dev.estiba.document.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the {@code env} of a nested pipeline that is about to begin. */
public sealed interface NestedEnv {

  /** The whole env of the nested pipeline: the outer one's with its own over it. */
  record Filled(Map<String, String> env) implements NestedEnv {

    public Filled {
      env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }
  }

  /**
   * An expression has no value.
   *
   * @param problems with JSON Pointers in the nested pipeline's document; never empty
   */
  record Invalid(List<Problem> problems) implements NestedEnv {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
