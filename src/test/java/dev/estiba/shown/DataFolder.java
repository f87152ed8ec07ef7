package dev.estiba.shown;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A data directory, and what runs for it on this machine: asked of the machine, not of Estiba. */
record DataFolder(Path path) {

  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final String OWNER_LABEL = "dev.estiba.local.azure.data";
  private static final String OWNER_VARIABLE = "LOCAL_AZURE_CONTAINER";

  /** The containers and child processes of its container groups, a line each. */
  List<String> leftovers() {
    List<String> found = new ArrayList<>();
    processes().forEach(process -> found.add("process " + process.pid() + " " + process.info()));
    containers().forEach(container -> found.add("container " + container.getNames()[0]));
    return found;
  }

  boolean hasProcesses() {
    return !processes().isEmpty();
  }

  boolean hasContainers() {
    return !containers().isEmpty();
  }

  /** For a test that failed: whatever it left goes. */
  void removeLeftovers() {
    processes().forEach(ProcessHandle::destroyForcibly);
    List<Container> containers = containers();
    if (containers.isEmpty()) {
      return;
    }
    try (DockerClient docker = docker()) {
      containers.forEach(
          container -> docker.removeContainerCmd(container.getId()).withForce(true).exec());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ProcessHandle> processes() {
    String entry = OWNER_VARIABLE + "=" + owner() + "/";
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(process -> environment(process).contains(entry))
        .toList();
  }

  /** Of a zombie it is empty. */
  private static String environment(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", process.pid() + "", "environ"));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private List<Container> containers() {
    if (!Files.exists(SOCKET)) {
      return List.of();
    }
    try (DockerClient docker = docker()) {
      return docker.listContainersCmd().withShowAll(true).withLabelFilter(ownerLabel()).exec();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of its containers. */
  Map<String, String> ownerLabel() {
    return Map.of(OWNER_LABEL, owner());
  }

  private String owner() {
    try {
      Path id = path.resolve("azure").resolve("id");
      return Files.exists(id) ? Files.readString(id).trim() : "nobody";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DockerClient docker() {
    URI host = URI.create("unix://" + SOCKET);
    return DockerClientImpl.getInstance(
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host.toString())
            .build(),
        new ZerodepDockerHttpClient.Builder().dockerHost(host).build());
  }
}
