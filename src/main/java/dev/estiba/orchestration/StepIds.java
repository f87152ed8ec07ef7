package dev.estiba.orchestration;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The instance ids of what steps run. No two are the same: names of steps have no dots and no
 * underscores, and what is added to an id behind a hyphen is that of an item, a lane, a round or a
 * notification.
 */
public final class StepIds {

  /**
   * Durable Functions takes at most 100 characters, and the task of an item adds up to 14: {@code
   * -r35-99999-10}.
   */
  private static final int MOST_CHARACTERS = 84;

  private StepIds() {}

  /**
   * The instance id of what a step runs.
   *
   * @param pipelineInstance the instance id of the round of the pipeline that the step is of
   */
  public static String of(String pipelineInstance, String step) {
    String name = "." + step.replace('-', '_');
    String id = pipelineInstance + name;
    return id.length() <= MOST_CHARACTERS ? id : hash(pipelineInstance) + name;
  }

  /** A shorter text in the place of an id that is too long. */
  static String hash(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }
}
