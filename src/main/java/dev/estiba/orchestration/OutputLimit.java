package dev.estiba.orchestration;

import dev.estiba.pipeline.StepResult;
import dev.estiba.task.Reason;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what the steps of a pipeline put out small enough to be asked for. */
final class OutputLimit {

  /**
   * Of all steps together, and of the pipeline once more. The clients of Durable Functions take an
   * answer of at most 4 MiB (durabletask-java issue 137), and a character is up to three bytes.
   */
  static final int MOST_CHARACTERS = 500_000;

  private int left = MOST_CHARACTERS;

  /**
   * @param kept of earlier rounds
   */
  OutputLimit(Collection<StepResult> kept) {
    kept.forEach(result -> left -= characters(result.outputs()));
  }

  /** The result; without its outputs, and with the reason, where they are too long. */
  StepResult keep(StepResult result) {
    int characters = characters(result.outputs());
    if (characters == 0 || characters <= left) {
      left -= characters;
      return result;
    }
    return result.withoutOutputs(
        why(
            result.reason(),
            "The step " + result.name(),
            characters,
            "all steps of a pipeline together"));
  }

  static boolean fits(Map<String, String> outputs) {
    return characters(outputs) <= MOST_CHARACTERS;
  }

  /** Why a pipeline puts out nothing. */
  static Reason why(@Nullable Reason before, Map<String, String> outputs) {
    return why(before, "The pipeline", characters(outputs), "a pipeline");
  }

  /**
   * @param before what there is to say anyway
   */
  private static Reason why(@Nullable Reason before, String who, int characters, String limited) {
    String why =
        who
            + " put out "
            + characters
            + " characters, which were left out: "
            + limited
            + " may put out "
            + MOST_CHARACTERS
            + ".";
    String remedy = "Keep what is long in a volume or in Blob storage, and put out where it is.";
    return before == null
        ? new Reason("OutputsTooLong", null, why, remedy)
        : new Reason(before.type(), before.code(), before.message() + " " + why, before.remedy());
  }

  private static int characters(Map<String, String> outputs) {
    return outputs.entrySet().stream()
        .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
        .sum();
  }
}
