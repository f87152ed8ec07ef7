package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A step of a pipeline.
 *
 * @param name no two steps of a pipeline share one
 * @param needs names of the steps that have to end before it is decided whether this one runs
 * @param condition of {@code if}, without marks around it
 * @param work what it does
 */
public record Step(
    String name, List<String> needs, @JsonProperty("if") String condition, Work work) {

  public static final String DEFAULT_CONDITION = "success()";

  public Step {
    needs = List.copyOf(needs);
  }
}
