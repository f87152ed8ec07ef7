package dev.estiba.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.task.CompletionHook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task for each of many items. Made by {@link BatchParser}, which holds the rules. Its JSON is
 * what an orchestration is started with: each secret of the template stands there at the same place
 * as in the document, {@code /task/…}, so that it can be sealed in either.
 *
 * @param name null for none
 * @param task template of each item's task: a task document with placeholders ({@link BatchItems})
 * @param maxParallel how many container groups there may be at a time; 1 to {@value #MAX_PARALLEL}
 * @param maxFailures with how many failed items the batch goes on
 * @param timeoutSeconds the batch in all, from its submission; 1 to 2592000 (30 days)
 * @param pack how small items share a container group; null if each has one of its own
 * @param onCompletion who is told that a round of it has ended
 */
public record Batch(
    @Nullable String name,
    JsonNode task,
    Items items,
    int maxParallel,
    FailureLimit maxFailures,
    long timeoutSeconds,
    @Nullable Packing pack,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CompletionHook> onCompletion) {

  /**
   * How long the document of a batch may be, in UTF-8. Durable Task sends an orchestration's input
   * in messages of at most 4 MiB, together with its history.
   */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  public static final int MAX_PARALLEL = 1000;

  /** Half of the container groups that Azure lets a new subscription have in a region. */
  public static final int DEFAULT_PARALLEL = 50;

  /** A week: many items, one after the other, take longer than any of them. */
  public static final long DEFAULT_TIMEOUT_SECONDS = 7L * 24 * 3600;

  public Batch {
    // Not there in batches of older versions.
    onCompletion = onCompletion == null ? List.of() : List.copyOf(onCompletion);
  }

  /** How many items it has. */
  public int size() {
    return items.size();
  }
}
