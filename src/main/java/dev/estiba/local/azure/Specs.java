package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.runtime.ContainerSpec;
import dev.estiba.local.azure.runtime.GroupSpec;
import dev.estiba.local.azure.runtime.GroupSpec.Port;
import dev.estiba.local.azure.runtime.GroupSpec.PublishedAddress;
import dev.estiba.local.azure.runtime.RegistryCredential;
import dev.estiba.local.azure.runtime.Volume;
import dev.estiba.local.azure.runtime.VolumeMount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the runtime needs to know of a checked definition. */
final class Specs {

  private static final double BYTES_PER_GB = 1024.0 * 1024 * 1024;

  /** ACI gives what an init container does not ask for from what the others ask for. */
  private static final double INIT_CPU = 1;

  private static final double INIT_MEMORY_GB = 1;

  private final FileShares shares;
  private final Function<ContainerGroup, Map<String, String>> identityEnvironment;

  /**
   * @param identityEnvironment what the containers of a group with a managed identity need to know
   */
  Specs(FileShares shares, Function<ContainerGroup, Map<String, String>> identityEnvironment) {
    this.shares = shares;
    this.identityEnvironment = identityEnvironment;
  }

  List<ContainerSpec> of(ContainerGroup group) {
    return group.containers().stream().map(container -> of(group, container)).toList();
  }

  /**
   * @throws ArmException if a directory that the group mounts is not there
   */
  ContainerSpec of(ContainerGroup group, ContainerStatus container) {
    return of(group, container, volumes(Definitions.volumes(group.definition())));
  }

  /** Of a container that was made: without the volumes, which it has or cannot get any more. */
  ContainerSpec ofMade(ContainerGroup group, ContainerStatus container) {
    return of(group, container, List.of());
  }

  private ContainerSpec of(ContainerGroup group, ContainerStatus container, List<Volume> volumes) {
    JsonNode properties = Definitions.container(group.definition(), container.name());
    @Nullable Instant requestedAt = container.requestedAt();
    return new ContainerSpec(
        group.containerId(container),
        properties.path("image").asText(),
        strings(properties.path("command")),
        environment(group, properties.path("environmentVariables")),
        resource(properties, "cpu", INIT_CPU),
        Math.round(resource(properties, "memoryInGB", INIT_MEMORY_GB) * BYTES_PER_GB),
        mounts(properties.path("volumeMounts")),
        groupSpec(group, volumes),
        requestedAt == null ? group.operation().startedAt() : requestedAt);
  }

  private static GroupSpec groupSpec(ContainerGroup group, List<Volume> volumes) {
    ObjectNode definition = group.definition();
    JsonNode properties = definition.path("properties");
    return new GroupSpec(
        group.uid(),
        group.id().name(),
        group.containers().size() > 1,
        volumes,
        address(group, properties.path("ipAddress").path("ports")),
        definition.hasNonNull("identity"),
        credentials(properties.path("imageRegistryCredentials")));
  }

  private static @Nullable PublishedAddress address(ContainerGroup group, JsonNode ports) {
    if (group.ip() == null) {
      return null;
    }
    List<Port> all = new ArrayList<>();
    for (JsonNode port : ports) {
      String protocol = port.path("protocol").asText("TCP").toLowerCase(Locale.ROOT);
      all.add(new Port(port.path("port").asInt(), protocol));
    }
    return new PublishedAddress(group.ip(), List.copyOf(all));
  }

  private List<Volume> volumes(JsonNode volumes) {
    List<Volume> all = new ArrayList<>();
    volumes.forEach(volume -> all.add(volume(volume.path("name").asText(), volume)));
    return List.copyOf(all);
  }

  private Volume volume(String name, JsonNode volume) {
    if (volume.hasNonNull("secret")) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      volume
          .path("secret")
          .properties()
          .forEach(f -> files.put(f.getKey(), Base64.getDecoder().decode(f.getValue().asText())));
      return new Volume.Secret(name, files);
    }
    if (volume.hasNonNull("azureFile")) {
      JsonNode share = volume.path("azureFile");
      return new Volume.HostDirectory(
          name, shares.directoryOf(share), share.path("readOnly").asBoolean());
    }
    if (volume.hasNonNull("gitRepo")) {
      JsonNode repository = volume.path("gitRepo");
      return new Volume.GitRepository(
          name,
          repository.path("repository").asText(),
          repository.path("directory").asText(null),
          repository.path("revision").asText(null));
    }
    return new Volume.EmptyDirectory(name);
  }

  private static List<VolumeMount> mounts(JsonNode mounts) {
    List<VolumeMount> all = new ArrayList<>();
    for (JsonNode mount : mounts) {
      all.add(
          new VolumeMount(
              mount.path("name").asText(),
              mount.path("mountPath").asText(),
              mount.path("readOnly").asBoolean()));
    }
    return List.copyOf(all);
  }

  /** A container may use up to its limit, which is its request unless it says otherwise. */
  private static double resource(JsonNode properties, String name, double without) {
    JsonNode resources = properties.path("resources");
    double request = resources.path("requests").path(name).asDouble(without);
    return resources.path("limits").path(name).asDouble(request);
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(node -> strings.add(node.asText()));
    return List.copyOf(strings);
  }

  private Map<String, String> environment(ContainerGroup group, JsonNode variables) {
    Map<String, String> environment = new LinkedHashMap<>(identityEnvironment.apply(group));
    for (JsonNode variable : variables) {
      String value = variable.path("secureValue").asText(variable.path("value").asText());
      environment.put(variable.path("name").asText(), value);
    }
    return environment;
  }

  private static List<RegistryCredential> credentials(JsonNode credentials) {
    List<RegistryCredential> all = new ArrayList<>();
    for (JsonNode credential : credentials) {
      all.add(
          new RegistryCredential(
              credential.path("server").asText(),
              credential.path("username").asText(),
              credential.path("password").asText()));
    }
    return List.copyOf(all);
  }
}
