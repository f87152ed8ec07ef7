package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.estiba.task.CompletionHook;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps that run once what they need has ended. Survives the JSON codec, expressions and sealed
 * secrets included.
 *
 * @param name for people
 * @param env what each task and batch item gets as environment variables; in a nested pipeline,
 *     what is added to the outer one's, with expressions over the outer steps
 * @param steps in the order in which they were written; each needs only others of the list, and
 *     none itself, not even through others
 * @param outputs what a step that is this pipeline puts out: texts with expressions over its steps
 * @param timeoutSeconds from its start; then what still runs is ended, and the pipeline ends as
 *     timed out
 * @param onCompletion who is told that a round of it has ended
 */
public record Pipeline(
    @Nullable String name,
    Map<String, String> env,
    List<Step> steps,
    Map<String, String> outputs,
    long timeoutSeconds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CompletionHook> onCompletion) {

  /** Steps of a pipeline with those of the nested ones. */
  public static final int MAX_STEPS = 200;

  /** How many pipelines there may be within each other, the outermost counted. */
  public static final int MAX_DEPTH = 5;

  public static final long MAX_TIMEOUT_SECONDS = 30L * 24 * 3600;

  public Pipeline {
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    steps = List.copyOf(steps);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    // Not there in pipelines of older versions.
    onCompletion = onCompletion == null ? List.of() : List.copyOf(onCompletion);
  }
}
