package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Json;
import dev.estiba.document.Range;
import dev.estiba.document.TextRule;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.HookReader;
import dev.estiba.task.Limits;
import dev.estiba.task.Names;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a whole batch. */
final class BatchReader {

  static final Range PACK_CPU = Range.of(1, ContainerSpec.MAX_CPU, "vCPUs");
  static final Range PACK_MEMORY = Range.of(1, ContainerSpec.MAX_MEMORY_GB, "GB");

  static final TextRule PERCENT =
      TextRule.of(
          "(100(\\.0{1,2})?|[0-9]{1,2}(\\.[0-9]{1,2})?)%",
          "must be a whole number of items, or a share of them from \"0%\" to \"100%\"");

  private BatchReader() {}

  static Batch read(Fields fields) {
    String name = fields.text("name", Names.TASK);
    JsonNode task = task(fields);
    Items items = ItemsReader.read(fields);
    Batch batch =
        new Batch(
            name,
            task == null ? Json.object() : task,
            items == null ? new Items.Count(0) : items,
            (int)
                fields.wholeNumber(
                    "maxParallel",
                    Batch.DEFAULT_PARALLEL,
                    1,
                    Batch.MAX_PARALLEL,
                    "container groups at a time"),
            failureLimit(fields),
            fields.wholeNumber(
                "timeoutSeconds", Batch.DEFAULT_TIMEOUT_SECONDS, 1, Limits.MAX_SECONDS, "seconds"),
            packing(fields),
            HookReader.read(
                fields, Arrays.stream(BatchState.values()).map(BatchState::displayName)));
    fields.refuseUnknown();
    if (task != null && !fields.findings().documentIsChecked()) {
      new ItemsCheck(fields, batch.task(), batch.pack() != null).check(items);
    }
    return batch;
  }

  /** An object, or a text whose placeholder stands for one; null if it is neither, or not known. */
  private static @Nullable JsonNode task(Fields fields) {
    if (!fields.has("task")) {
      fields.problem("task", "is required: the task of each item, such as " + TaskTemplate.EXAMPLE);
    }
    if (fields.isText("task")) {
      return fields.value("task");
    }
    Fields task = fields.object("task", TaskTemplate.EXAMPLE);
    return task == null ? null : task.raw();
  }

  private static FailureLimit failureLimit(Fields fields) {
    boolean failFast = fields.flag("failFast", false);
    FailureLimit limit = maxFailures(fields);
    if (fields.count("failFast", "maxFailures") > 1) {
      fields.problem(
          "failFast", "must not be there beside maxFailures: it is the same as maxFailures 0");
    }
    return failFast ? new FailureLimit.Count(0) : limit;
  }

  private static FailureLimit maxFailures(Fields fields) {
    if (fields.isText("maxFailures")) {
      String percent = fields.text("maxFailures", PERCENT);
      return percent == null ? new FailureLimit.None() : FailureLimit.percent(percent);
    }
    Long count = fields.wholeNumber("maxFailures", 0, Items.MOST, "items; or \"5%\" of them");
    return count == null ? new FailureLimit.None() : new FailureLimit.Count(count.intValue());
  }

  private static @Nullable Packing packing(Fields fields) {
    JsonNode value = fields.value("pack");
    if (value != null && value.isBoolean()) {
      return value.booleanValue() ? Packing.DEFAULT : null;
    }
    Fields pack = fields.object("pack", "{\"maxContainers\": 20}, or true");
    if (pack == null) {
      return null;
    }
    Packing packing =
        new Packing(
            pack.number("maxCpu", Packing.DEFAULT_CPU, PACK_CPU),
            pack.number("maxMemoryInGB", Packing.DEFAULT_MEMORY_GB, PACK_MEMORY),
            (int)
                pack.wholeNumber(
                    "maxContainers",
                    Packing.MOST_CONTAINERS,
                    1,
                    Packing.MOST_CONTAINERS,
                    "containers of a group"));
    pack.refuseUnknown();
    return packing;
  }
}
