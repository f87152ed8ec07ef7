package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.Secret;

/** Documents whose secrets are sealed, as people may see them: without what may be one, too. */
final class Secrets {

  private static final JsonNode HIDDEN = Json.toTree(new Secret.Hidden());

  private Secrets() {}

  /** The same tree, in which nothing sealed is left, and no query of an address to tell ends to. */
  static JsonNode hidden(JsonNode document) {
    if (document.isArray()) {
      document.forEach(Secrets::hidden);
    } else if (document instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field -> {
                if (field.getValue().path("sealed").isTextual()) {
                  field.setValue(HIDDEN);
                } else {
                  hidden(field.getValue());
                }
                if (field.getKey().equals("onCompletion")) {
                  field.getValue().forEach(Secrets::hideQuery);
                }
              });
    }
    return document;
  }

  /** It is often a token. */
  private static void hideQuery(JsonNode hook) {
    if (hook instanceof ObjectNode object && object.path("url").isTextual()) {
      object.put("url", CompletionHook.withoutQuery(object.path("url").textValue()));
    }
  }
}
