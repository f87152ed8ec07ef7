package dev.estiba.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a step that has ended.
 *
 * @param outputs texts by their names
 */
public record StepOutcome(StepState state, Map<String, String> outputs) {

  public StepOutcome {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }
}
