package dev.estiba.local.azure.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A group with the things that are given to it before its first container. */
final class TestGroup {

  final String uid = "t" + UUID.randomUUID().toString().substring(0, 8);
  private final List<Volume> volumes = new ArrayList<>();
  private final List<GroupSpec.Port> ports = new ArrayList<>();
  private final List<RegistryCredential> credentials = new ArrayList<>();
  private String ip = "";
  private boolean sharesNetwork;
  private boolean reachesHost;

  /** Digits that no other group has, to know its processes by. */
  int number() {
    return uid.hashCode() & Integer.MAX_VALUE;
  }

  TestGroup sharingNetwork() {
    sharesNetwork = true;
    return this;
  }

  TestGroup reachingHost() {
    reachesHost = true;
    return this;
  }

  TestGroup with(Volume volume) {
    volumes.add(volume);
    return this;
  }

  TestGroup with(RegistryCredential credential) {
    credentials.add(credential);
    return this;
  }

  TestGroup publishing(String address, int port, String protocol) {
    ip = address;
    ports.add(new GroupSpec.Port(port, protocol));
    return this;
  }

  private GroupSpec spec() {
    GroupSpec.PublishedAddress address =
        ports.isEmpty() ? null : new GroupSpec.PublishedAddress(ip, List.copyOf(ports));
    return new GroupSpec(
        uid,
        "group",
        sharesNetwork,
        List.copyOf(volumes),
        address,
        reachesHost,
        List.copyOf(credentials));
  }

  ContainerSpec shell(String name, String script, VolumeMount... mounts) {
    return container(name, 0, "busybox", List.of("/bin/sh", "-c", script), mounts);
  }

  ContainerSpec container(
      String name, int attempt, String image, List<String> command, VolumeMount... mounts) {
    return new ContainerSpec(
        new ContainerId(uid, name, attempt),
        image,
        command,
        Map.of(),
        1,
        256L << 20,
        List.of(mounts),
        spec(),
        Instant.now());
  }

  /** For a simulation. */
  ContainerSpec withVariables(String name, Map<String, String> variables) {
    ContainerSpec plain = shell(name, "true");
    return new ContainerSpec(
        plain.id(),
        plain.image(),
        plain.command(),
        new LinkedHashMap<>(variables),
        1,
        256L << 20,
        List.of(),
        plain.group(),
        plain.requestedAt());
  }
}
