package dev.estiba.aci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396) on objects. */
final class MergePatch {

  private MergePatch() {}

  /** Changes the target: null takes away, objects are merged, all else replaces. */
  static void apply(ObjectNode target, ObjectNode patch) {
    patch.properties().forEach(field -> apply(target, field.getKey(), field.getValue()));
  }

  private static void apply(ObjectNode target, String name, JsonNode value) {
    if (value.isNull()) {
      target.remove(name);
    } else if (value instanceof ObjectNode patch) {
      apply(objectIn(target, name), patch);
    } else {
      target.set(name, value);
    }
  }

  private static ObjectNode objectIn(ObjectNode target, String name) {
    return target.get(name) instanceof ObjectNode object ? object : target.putObject(name);
  }
}
