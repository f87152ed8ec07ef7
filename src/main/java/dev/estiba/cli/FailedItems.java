package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.batch.BatchResult;
import dev.estiba.batch.ItemFailure;
import dev.estiba.batch.Items;
import dev.estiba.task.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a batch that did not succeed, for people.
 *
 * @param id the batch's
 * @param items of the batch
 */
record FailedItems(String id, BatchResult result, Items items) {

  static final int MOST_LINES = 20;

  /** A line would not be one any more. */
  private static final int MOST_CHARACTERS = 60;

  /**
   * The first of them, then how many more there are and how they are seen; none if all succeeded.
   */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<ItemFailure> failures = result.failures();
    failures.stream().limit(MOST_LINES).map(this::line).forEach(lines::add);
    int more = failures.size() + result.moreFailures() - lines.size();
    if (more > 0) {
      lines.add("… and " + more + " more; 'estiba batch items " + id + "' shows every item");
    }
    return lines;
  }

  private String line(ItemFailure failure) {
    return line(
        failure.index(),
        items.item(failure.index()),
        failure.state().displayName(),
        failure.reason());
  }

  /** {@code 4 "clicks.csv" Failed: The container exited with 3 (Error).} */
  static String line(int index, JsonNode item, String state, @Nullable Reason reason) {
    boolean isIndex = item.isInt() && item.intValue() == index;
    return index
        + (isIndex ? "" : " " + shortened(item.toString()))
        + " "
        + state
        + (reason == null ? "" : ": " + reason.message());
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
  }
}
