package dev.estiba.batch;

import dev.estiba.document.Fields;

/** What a task that shares its container group with others cannot have. */
final class PackRules {

  private PackRules() {}

  static void check(Fields task) {
    refuse(task, "sidecars", "they would not know when the item that they are for has ended");
    refuse(task, "initContainers", "Azure runs them for a group, not for each of its items");
    refuse(task, "containerGroup", "what it says would be of all items of a group");
    if (task.isText("keep") ? !"never".equals(task.text("keep")) : task.has("keep")) {
      refuse(task, "keep", "a group cannot be kept for one of its items");
    }
    refuse(
        task,
        "onCompletion",
        "items of a group end together; the batch's own onCompletion tells of its end");
    Fields network = task.has("network") ? task.object("network", "{}") : null;
    if (network != null) {
      refuse(network, "publicAddress", "items of a group would share it");
      refuse(network, "ports", "items of a group would share them");
    }
  }

  private static void refuse(Fields fields, String field, String why) {
    if (fields.has(field) && !fields.isEmptyList(field) && !isFalse(fields, field)) {
      fields.problem(field, "must not be there with pack: " + why);
    }
  }

  private static boolean isFalse(Fields fields, String field) {
    var value = fields.value(field);
    return value == null || (value.isBoolean() && !value.booleanValue());
  }
}
