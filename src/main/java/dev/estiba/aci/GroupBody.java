package dev.estiba.aci;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.task.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON with which a container group is asked for: what the task's fields say, and over it the
 * task's raw properties, which may be ones that the SDK's models do not know.
 */
final class GroupBody {

  private static final String CONTAINERS = "/properties/containers";

  private GroupBody() {}

  /**
   * The whole body of the request.
   *
   * @throws UnusableOverlayException if the task's raw properties cannot be merged, or leave no
   *     container to wait for
   * @throws IllegalArgumentException if a secret of the task is no literal
   */
  static String of(NewContainerGroup group) {
    ObjectNode body = json(group);
    Secret overlay = group.task().group().containerGroup();
    if (overlay != null) {
      MergePatch.apply(body, parse(Literals.text(overlay, "containerGroup")));
      markAsOurs(body, group);
      requireCountingContainer(body, group.id().name());
    }
    return body.toString();
  }

  private static ObjectNode json(NewContainerGroup group) {
    try {
      ObjectNode body = (ObjectNode) Json.parse(GroupRequest.of(group).toJsonString());
      body.at("/properties/volumes").forEach(GroupBody::dropNoEmptyDir);
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SDK writes a null for it at a volume of any other kind. */
  private static void dropNoEmptyDir(JsonNode volume) {
    if (volume instanceof ObjectNode object && object.path("emptyDir").isNull()) {
      object.remove("emptyDir");
    }
  }

  /** Any of the text may be a secret: nothing of it gets into a message. */
  private static ObjectNode parse(String text) {
    JsonNode overlay;
    try {
      overlay = Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new UnusableOverlayException(
          "containerGroup is not JSON" + place(e.getLocation()) + ".");
    }
    if (overlay instanceof ObjectNode object) {
      return object;
    }
    throw new UnusableOverlayException("containerGroup must be a JSON object.");
  }

  private static String place(@Nullable JsonLocation place) {
    return place == null
        ? ""
        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  /** A group without our tags would never be swept. */
  private static void markAsOurs(ObjectNode body, NewContainerGroup group) {
    ObjectNode tags = body.get("tags") instanceof ObjectNode given ? given : body.putObject("tags");
    GroupTags.of(group.owner(), group.expires()).forEach(tags::put);
  }

  private static void requireCountingContainer(ObjectNode body, String name) {
    for (JsonNode container : body.at(CONTAINERS)) {
      if (container.path("name").asText().equals(name)) {
        return;
      }
    }
    throw new UnusableOverlayException(
        "containerGroup replaces "
            + CONTAINERS
            + ", and none of its containers is named as the group, "
            + name
            + ", so there is none to wait for.");
  }
}
