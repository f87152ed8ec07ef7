package dev.estiba.batch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.Placeholders;
import dev.estiba.document.Unknown;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.TaskParser;

/** The template of a batch's tasks. */
final class TaskTemplate {

  static final String EXAMPLE = "{\"image\": \"busybox\", \"command\": [\"echo\", \"{{item}}\"]}";

  private final JsonNode template;
  private final String path;
  private final boolean packed;

  /**
   * @param path JSON Pointer of the template in the document that findings are told of
   * @param packed whether tasks share container groups
   */
  TaskTemplate(JsonNode template, String path, boolean packed) {
    this.template = template;
    this.path = path;
    this.packed = packed;
  }

  /** Whether the tasks of two items may differ. */
  boolean varies() {
    return hasPlaceholder(template);
  }

  /** How many characters it has, with no placeholder filled. */
  int length() {
    return Json.write(template).length();
  }

  /**
   * The task of an item, which is to be used only where nothing wrong was found and nothing is
   * unknown.
   */
  ContainerTask fill(Item item, Findings findings) {
    return fill(new ItemValues(item), item, findings);
  }

  ContainerTask fill(ItemValues values, Item item, Findings findings) {
    JsonNode document = new Placeholders(ItemValues.PATTERN, values, findings).fill(template, path);
    if (!document.isObject() && !Unknown.is(document)) {
      findings.add(path, "must be an object such as " + EXAMPLE);
    }
    Fields fields = new Fields(asObject(document), path, findings);
    ContainerTask task = TaskParser.read(fields);
    ItemVariables.refuseIn(fields, findings);
    if (packed) {
      PackRules.check(fields);
    }
    findings.literalSecrets().forEach(secret -> checkSecret(secret, findings));
    return ItemVariables.addTo(task, item);
  }

  /** What is no object has been told, or is unknown: either way there is nothing to read in it. */
  private static JsonNode asObject(JsonNode document) {
    return document.isObject() ? document : Json.object().put("image", "unknown");
  }

  /** A secret is sealed where it stands, long before anything is filled in. */
  private void checkSecret(String place, Findings findings) {
    JsonNode inTemplate = template.at(JsonPointer.compile(place.substring(path.length())));
    if (inTemplate.isMissingNode() || hasPlaceholder(inTemplate)) {
      findings.add(
          place,
          "must be written out in the template, with no placeholder in it: it is sealed before items"
              + " are known. Or refer to a secret, which may have placeholders: {\"keyVault\":"
              + " \"https://VAULT.vault.azure.net/secrets/{{item}}\"}");
    }
  }

  private static boolean hasPlaceholder(JsonNode node) {
    if (node.isTextual()) {
      return ItemValues.PATTERN.matcher(node.textValue()).find();
    }
    for (JsonNode child : node) {
      if (hasPlaceholder(child)) {
        return true;
      }
    }
    return false;
  }
}
