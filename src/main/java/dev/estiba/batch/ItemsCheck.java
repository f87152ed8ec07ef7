package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that each item of a batch has a valid task. What is wrong with all of them is told once,
 * at its place in the template.
 */
final class ItemsCheck {

  /** How many characters the tasks of all items may have together: some seconds' work. */
  static final long MOST_CHARACTERS = 256L * 1024 * 1024;

  /** Which items have a problem. */
  private static final class Having {

    private final int first;
    private int count;

    private Having(int first) {
      this.first = first;
    }
  }

  private final Fields batch;
  private final String taskPath;
  private final TaskTemplate template;
  private final Map<Problem, Having> problems = new LinkedHashMap<>();
  private final Set<String> secrets = new LinkedHashSet<>();
  private long characters;

  ItemsCheck(Fields batch, JsonNode template, boolean packed) {
    this.batch = batch;
    this.taskPath = batch.pointerTo("task");
    this.template = new TaskTemplate(template, taskPath, packed);
  }

  /**
   * Tells what it finds.
   *
   * @param items null if they are not known yet
   */
  void check(@Nullable Items items) {
    int size = items == null ? 0 : items.size();
    int checked = 0;
    if (items == null || size == 0) {
      check(Item.UNKNOWN, checked++);
    } else {
      long length = template.length();
      if (length * size > MOST_CHARACTERS) {
        tellTooLong();
        return;
      }
      int different = template.varies() ? size : 1;
      while (checked < different && problems.size() <= Findings.MOST) {
        characters += length;
        check(Item.of(items, checked), checked++);
        if (characters > MOST_CHARACTERS) {
          tellTooLong();
          break;
        }
      }
    }
    tell(items, checked);
  }

  private void tellTooLong() {
    batch.problem(
        "task",
        "must make tasks of at most "
            + MOST_CHARACTERS
            + " characters for all items together: put what is long into the image or a volume");
  }

  private void check(Item item, int index) {
    Findings findings = batch.findings().another();
    ItemValues values = new ItemValues(item);
    template.fill(values, item, findings);
    characters += values.filled();
    secrets.addAll(findings.literalSecrets());
    new LinkedHashSet<>(findings.list())
        .forEach(problem -> problems.computeIfAbsent(problem, p -> new Having(index)).count++);
  }

  private void tell(@Nullable Items items, int checked) {
    Findings findings = batch.findings();
    problems.forEach(
        (problem, having) -> {
          if (items == null || having.count == checked) {
            findings.add(problem.path(), problem.message());
          } else {
            findings.add(placeOf(items, having.first), describe(problem, items, having));
          }
        });
    secrets.forEach(findings::addLiteralSecret);
  }

  private String placeOf(Items items, int index) {
    if (items instanceof Items.Listed) {
      return batch.pointerTo("items") + "/" + index;
    }
    return batch.pointerTo(items instanceof Items.Count ? "count" : "matrix");
  }

  private String describe(Problem problem, Items items, Having having) {
    String place = problem.path().substring(taskPath.length() - "/task".length());
    return nameOf(items, having.first)
        + "makes a wrong task: "
        + new Problem(place, problem.message())
        + others(having.count - 1);
  }

  /** An item that is in the document needs none. */
  private static String nameOf(Items items, int index) {
    if (items instanceof Items.Listed) {
      return "";
    }
    String value = items instanceof Items.Matrix ? ", " + items.item(index) + "," : "";
    return "item " + index + value + " ";
  }

  private static String others(int count) {
    return count == 0
        ? ""
        : count == 1 ? " (and one more item)" : " (and " + count + " more items)";
  }
}
