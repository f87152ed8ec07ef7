package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import dev.estiba.testing.NeedsDocker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Drives a runtime on the engine of this machine, and leaves nothing there. */
@NeedsDocker
abstract class DockerTestCase {

  final String owner = "test-" + UUID.randomUUID();
  final Recorder recorder = new Recorder();
  final DockerClient docker = engine().connect();
  final Set<ContainerId> known = new LinkedHashSet<>();
  final Set<String> groups = new LinkedHashSet<>();
  DockerRuntime runtime;

  static ContainerEngine engine() {
    return ContainerEngine.find().orElseThrow();
  }

  /** Where repositories of this machine may lie. */
  List<Path> repositories() {
    return List.of();
  }

  @BeforeEach
  void open() throws Exception {
    runtime = DockerRuntime.on(engine(), owner, repositories());
    runtime.open(recorder, known, groups);
  }

  void reopen() throws Exception {
    runtime.close();
    open();
  }

  @AfterEach
  void removeEverything() throws Exception {
    known.clear();
    groups.clear();
    reopen();
    runtime.close();
    docker.close();
  }

  ContainerSpec start(ContainerSpec spec) throws Exception {
    known.add(spec.id());
    groups.add(spec.id().group());
    runtime.admit(spec);
    runtime.start(spec);
    return spec;
  }

  String log(ContainerSpec spec) throws Exception {
    return runtime.log(spec.id(), new LogQuery(null, false, 1 << 20)).orElse("");
  }

  String logAtEnd(ContainerSpec spec) throws Exception {
    recorder.await(spec, ContainerState.Terminated.class);
    return log(spec);
  }

  /** Of this test, sandboxes included. */
  List<Container> containers() {
    return docker
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(new DockerOwner(owner).labels())
        .exec();
  }

  List<String> volumes() {
    String label = "dev.estiba.local.azure.data=" + owner;
    return new ArrayList<>(
        docker.listVolumesCmd().withFilter("label", List.of(label)).exec().getVolumes().stream()
            .map(volume -> volume.getName())
            .toList());
  }

  boolean isRunning(String engineName) {
    try {
      return Boolean.TRUE.equals(
          docker.inspectContainerCmd(engineName).exec().getState().getRunning());
    } catch (NotFoundException e) {
      return false;
    }
  }

  static Map<String, byte[]> files(String name, String content) {
    return Map.of(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
