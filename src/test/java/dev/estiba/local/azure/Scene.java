package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.SimulatedContainers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a recording needs around it, concluded from its answers: what was there before it began, and
 * what its containers did.
 */
final class Scene {

  /** Long enough for a first look at an operation that is under way. */
  private static final Duration START_DELAY = Duration.ofMillis(700);

  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Recording recording;

  Scene(Recording recording) {
    this.recording = recording;
  }

  /** The requests that make what was there before. */
  List<RecordedExchange> before() {
    List<RecordedExchange> requests = new ArrayList<>();
    Map<String, JsonNode> groups = earlierGroups();
    Map<String, ObjectNode> homes = earlierResourceGroups();
    groups.forEach((id, group) -> homes.computeIfAbsent(homeOf(id), home -> resourceGroup(group)));
    homes.forEach((id, body) -> requests.add(put(id + "?api-version=2019-07-01", body)));
    groups.forEach((id, group) -> requests.add(put(id + "?api-version=2018-10-01", sent(group))));
    return requests;
  }

  private static RecordedExchange put(String path, ObjectNode body) {
    WireAnswer created = new WireAnswer(201, Map.of(), Json.object());
    return new RecordedExchange(-1, "PUT", path, body.toString(), created);
  }

  private Map<String, ObjectNode> earlierResourceGroups() {
    Map<String, ObjectNode> found = new LinkedHashMap<>();
    for (JsonNode body : earlier("Microsoft.Resources/resourceGroups").toList()) {
      ObjectNode sent = resourceGroup(body);
      sent.set("tags", body.path("tags"));
      found.put(body.path("id").asText(), sent);
    }
    return found;
  }

  private Map<String, JsonNode> earlierGroups() {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    earlier(GroupId.TYPE).forEach(body -> found.put(body.path("id").asText(), body));
    return found;
  }

  /** The resources of that type that were seen before, or without, their being made. */
  private Stream<JsonNode> earlier(String type) {
    TreeSet<String> made = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    List<JsonNode> seen = new ArrayList<>();
    for (RecordedExchange exchange : recording.exchanges()) {
      if (exchange.method().equals("PUT")) {
        made.add(exchange.path().replaceFirst("\\?.*", ""));
      } else if (exchange.isRead()) {
        resources(exchange.answer().body())
            .filter(r -> r.path("type").asText().equals(type))
            .filter(r -> !made.contains(r.path("id").asText()))
            .forEach(seen::add);
      }
    }
    return seen.stream();
  }

  private static Stream<JsonNode> resources(JsonNode body) {
    List<JsonNode> all = new ArrayList<>();
    body.path("value").forEach(all::add);
    return body.has("id") ? Stream.of(body) : all.stream();
  }

  private static String homeOf(String id) {
    return id.replaceFirst("/providers/.*", "");
  }

  private static ObjectNode resourceGroup(JsonNode resource) {
    return Json.object().put("location", resource.path("location").asText());
  }

  /** What a group was most likely made from. */
  private static ObjectNode sent(JsonNode group) {
    ObjectNode sent = ((ObjectNode) group.deepCopy()).without(List.of("id", "name", "type"));
    ObjectNode properties = (ObjectNode) sent.path("properties");
    properties.remove(List.of("provisioningState", "instanceView"));
    if (properties.path("ipAddress") instanceof ObjectNode address) {
      address.remove(List.of("ip", "fqdn"));
    }
    for (JsonNode volume : properties.path("volumes")) {
      if (volume.path("azureFile") instanceof ObjectNode share) {
        share.put("storageAccountKey", "c2VjcmV0");
      }
    }
    properties.path("containers").forEach(c -> giveSecrets((ObjectNode) c.path("properties")));
    return sent;
  }

  private static void giveSecrets(ObjectNode container) {
    container.remove("instanceView");
    for (JsonNode variable : container.path("environmentVariables")) {
      if (!variable.has("value")) {
        ((ObjectNode) variable).put("secureValue", "secret");
      }
    }
  }

  /** What each container that was ever looked at did in the end. */
  List<SimulatedContainers> simulations() {
    Map<String, SimulatedContainers> rules = new LinkedHashMap<>();
    for (RecordedExchange exchange : recording.exchanges()) {
      JsonNode group = exchange.answer().body();
      for (JsonNode container : group.at("/properties/containers")) {
        if (exchange.isRead() && container.at("/properties/instanceView").isObject()) {
          SimulatedContainers rule = rule(group.path("name").asText(), container);
          rules.put(rule.name() + "/" + rule.container(), rule);
        }
      }
    }
    return List.copyOf(rules.values());
  }

  private SimulatedContainers rule(String group, JsonNode container) {
    String name = container.path("name").asText();
    JsonNode view = container.at("/properties/instanceView");
    boolean runs = view.at("/currentState/state").asText().equals("Running");
    return new SimulatedContainers(
        group, name, START_DELAY, runs ? FOR_EVER : SHORT, exitCode(view), log(group, name));
  }

  private static int exitCode(JsonNode view) {
    JsonNode last = view.path(view.has("previousState") ? "previousState" : "currentState");
    int unknown = last.path("detailStatus").asText().equals("Error") ? 1 : 0;
    return last.path("exitCode").asInt(unknown);
  }

  /** All of it is one line, so that it is written at the start. */
  private List<String> log(String group, String container) {
    return recording.exchanges().stream()
        .filter(exchange -> exchange.readsLogOf(group, container))
        .map(exchange -> exchange.answer().body().path("content").asText())
        .map(content -> content.replaceFirst("\n$", ""))
        .toList();
  }
}
