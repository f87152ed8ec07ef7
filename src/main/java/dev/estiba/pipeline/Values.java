package dev.estiba.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What expressions in a running pipeline refer to.
 *
 * @param env of the pipeline, with what it inherited
 * @param steps those that have ended, by their names
 */
public record Values(Map<String, String> env, Map<String, StepOutcome> steps) {

  public Values {
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }
}
