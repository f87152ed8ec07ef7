package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a step beside its state; the parts are those of {@link StepView}.
 *
 * @param outputs null is none
 */
public record StepDetail(
    @Nullable Instant since,
    @Nullable Reason reason,
    @Nullable String message,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> outputs,
    @Nullable Cost cost,
    @Nullable String decidedBy) {

  public static final StepDetail NONE = new StepDetail(null, null, null, Map.of(), null, null);

  public StepDetail {
    outputs =
        outputs == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** Of a step that has begun. */
  public static StepDetail begun(Instant since, @Nullable String message) {
    return new StepDetail(since, null, message, Map.of(), null, null);
  }

  public static StepDetail of(StepResult result) {
    return new StepDetail(
        result.finishedAt(),
        result.reason(),
        result.message(),
        result.outputs(),
        result.cost(),
        result.decidedBy());
  }

  /** The same without outputs, and with texts that are cut. */
  StepDetail shortened(int mostCharacters) {
    Reason cut =
        reason == null
            ? null
            : new Reason(
                reason.type(),
                reason.code(),
                cut(reason.message(), mostCharacters),
                cut(reason.remedy(), mostCharacters));
    return new StepDetail(
        since,
        cut,
        message == null ? null : cut(message, mostCharacters),
        Map.of(),
        cost,
        decidedBy == null ? null : cut(decidedBy, mostCharacters));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
