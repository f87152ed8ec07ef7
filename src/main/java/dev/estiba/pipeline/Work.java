package dev.estiba.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a step does. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Work.Task.class, name = "Task"),
  @JsonSubTypes.Type(value = Work.Batch.class, name = "Batch"),
  @JsonSubTypes.Type(value = Work.Approval.class, name = "Approval"),
  @JsonSubTypes.Type(value = Work.Nested.class, name = "Nested")
})
public sealed interface Work {

  /**
   * Runs a task.
   *
   * @param document of the task, with its expressions; still to be filled
   */
  record Task(JsonNode document) implements Work {}

  /**
   * Runs a batch.
   *
   * @param document of the batch, with its expressions; still to be filled
   */
  record Batch(JsonNode document) implements Work {}

  /**
   * Waits until somebody approves or rejects. Succeeded is approved; a rejection, and the end of
   * its time, are Rejected.
   *
   * @param message for who decides
   */
  record Approval(long timeoutSeconds, @Nullable String message) implements Work {

    public static final long DEFAULT_TIMEOUT_SECONDS = 7L * 24 * 3600;
  }

  /** Runs a pipeline within this one. */
  record Nested(Pipeline pipeline) implements Work {}
}
