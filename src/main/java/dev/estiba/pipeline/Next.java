package dev.estiba.pipeline;

/** What is to be done about a step that has not ended. */
public sealed interface Next {

  /** It may begin, or has begun. */
  record Ready() implements Next {}

  /** Something that it needs has not ended. */
  record Waiting() implements Next {}

  /**
   * It is not to run; its state is {@link StepState#SKIPPED}.
   *
   * @param reason a sentence for people
   */
  record Skip(String reason) implements Next {}
}
