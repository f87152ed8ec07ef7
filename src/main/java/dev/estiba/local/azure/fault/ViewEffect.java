package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What is wrong in the body of an answer, while the container group itself is as it should be. */
// Components are null where they are not given.
@SuppressWarnings({"RedundantNullCheck", "ConstantValue"})
public sealed interface ViewEffect extends Effect {

  /** Changes the body of an answer in its place. */
  void change(ObjectNode body);

  /**
   * Neither the group nor its containers have an instanceView.
   *
   * @param asNull there is one, but it is null
   */
  record NoInstanceView(boolean asNull) implements ViewEffect {

    @Override
    public void change(ObjectNode body) {
      groups(body).forEach(this::removeFrom);
      groups(body).flatMap(ViewEffect::containers).forEach(this::removeFrom);
    }

    private void removeFrom(ObjectNode resource) {
      if (asNull && resource.path("properties") instanceof ObjectNode properties) {
        properties.putNull("instanceView");
      } else if (resource.path("properties") instanceof ObjectNode properties) {
        properties.remove("instanceView");
      }
    }
  }

  /**
   * The group's state is not that of its containers.
   *
   * @param state Running if not given
   * @param provisioningState the real one if null
   */
  record StaleState(String state, @Nullable String provisioningState) implements ViewEffect {

    public StaleState {
      state = Objects.requireNonNullElse(state, "Running");
    }

    @Override
    public void change(ObjectNode body) {
      groups(body).map(g -> g.path("properties")).forEach(this::changeProperties);
    }

    private void changeProperties(JsonNode properties) {
      if (properties.path("instanceView") instanceof ObjectNode view) {
        view.put("state", state);
      }
      if (provisioningState != null && properties instanceof ObjectNode object) {
        object.put("provisioningState", provisioningState);
      }
    }
  }

  /** The platform repairs what is below the group: Repairing, Unknown, and no exit code. */
  record InfrastructureError() implements ViewEffect {

    @Override
    public void change(ObjectNode body) {
      new StaleState("Unknown", "Repairing").change(body);
      currentStates(body)
          .forEach(
              state ->
                  state
                      .put("state", "Terminated")
                      .put("detailStatus", "Infrastructure Error")
                      .remove("exitCode"));
    }
  }

  /** A container that ended does not say how. */
  record NoExitCode() implements ViewEffect {

    @Override
    public void change(ObjectNode body) {
      currentStates(body).forEach(state -> state.remove("exitCode"));
    }
  }

  /**
   * The log is not that of the container.
   *
   * @param content empty if not given
   */
  record Log(String content) implements ViewEffect {

    public Log {
      content = Objects.requireNonNullElse(content, "");
    }

    @Override
    public void change(ObjectNode body) {
      if (body.has("content")) {
        body.put("content", content);
      }
    }
  }

  /**
   * A list lacks some of its container groups.
   *
   * @param groups which, as in a rule's name; all if not given
   */
  record MissingFromList(String groups) implements ViewEffect {

    public MissingFromList {
      groups = Objects.requireNonNullElse(groups, "*");
    }

    @Override
    public void change(ObjectNode body) {
      Glob glob = Glob.of(groups);
      for (Iterator<JsonNode> all = body.path("value").iterator(); all.hasNext(); ) {
        if (glob.fits(all.next().path("name").asText())) {
          all.remove();
        }
      }
    }
  }

  private static Stream<ObjectNode> groups(ObjectNode body) {
    return body.has("value") ? objects(body.path("value")) : Stream.of(body);
  }

  private static Stream<ObjectNode> containers(ObjectNode group) {
    JsonNode properties = group.path("properties");
    return Stream.of(properties.path("initContainers"), properties.path("containers"))
        .flatMap(ViewEffect::objects);
  }

  private static List<ObjectNode> currentStates(ObjectNode body) {
    return groups(body)
        .flatMap(ViewEffect::containers)
        .map(container -> container.at("/properties/instanceView/currentState"))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }

  private static Stream<ObjectNode> objects(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast);
  }
}
