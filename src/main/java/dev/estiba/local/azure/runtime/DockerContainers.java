package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The containers of one data directory on an engine, by their names. */
final class DockerContainers {

  /** Its value is the container's name. */
  static final String NAME_LABEL = "dev.estiba.local.azure.container";

  private static final Logger log = LoggerFactory.getLogger(DockerContainers.class);
  private static final String OWNER_LABEL = "dev.estiba.local.azure.data";
  private static final String NAME_PREFIX = "local-azure-";
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final DockerClient client;
  private final String owner;

  DockerContainers(DockerClient client, String owner) {
    this.client = client;
    this.owner = owner;
  }

  Optional<InspectContainerResponse> inspect(String name) {
    try {
      return Optional.of(client.inspectContainerCmd(NAME_PREFIX + name).exec());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** The names of all, running or not. */
  List<String> names() {
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(OWNER_LABEL, owner))
        .exec()
        .stream()
        .map(Container::getLabels)
        .map(labels -> labels.getOrDefault(NAME_LABEL, ""))
        .toList();
  }

  /** One that is there already stays as it is. */
  void create(ContainerSpec spec, double mostCpus) {
    String name = spec.id().name();
    CreateContainerCmd command =
        client
            .createContainerCmd(ImageName.withTag(spec.image()))
            .withName(NAME_PREFIX + name)
            .withLabels(Map.of(OWNER_LABEL, owner, NAME_LABEL, name))
            .withEnv(
                spec.environment().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .toList())
            .withHostConfig(limits(spec, mostCpus));
    if (!spec.command().isEmpty()) {
      // ACI's command is the whole command line: it replaces the entrypoint with its arguments.
      command.withEntrypoint(spec.command()).withCmd(List.of());
    }
    try {
      command.exec();
    } catch (ConflictException e) {
      log.debug("Container {} is there already", name, e);
    }
  }

  /** An engine refuses more CPUs than it has, where ACI would find a bigger machine. */
  private static HostConfig limits(ContainerSpec spec, double mostCpus) {
    return HostConfig.newHostConfig()
        .withNanoCPUs(Math.round(Math.min(spec.cpu(), mostCpus) * 1e9))
        .withMemory(spec.memoryBytes())
        .withMemorySwap(spec.memoryBytes())
        .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of()));
  }

  /** Returns why it cannot be started, if so. */
  Optional<String> start(String name) {
    try {
      client.startContainerCmd(NAME_PREFIX + name).exec();
      return Optional.empty();
    } catch (NotModifiedException e) {
      return Optional.empty();
    } catch (DockerException e) {
      return Optional.of(PullErrors.text(e));
    }
  }

  /** Returns whether there is such a container. */
  boolean stop(String name) {
    int grace = (int) ContainerRuntime.GRACE.toSeconds();
    try {
      client.stopContainerCmd(NAME_PREFIX + name).withTimeout(grace).exec();
      return true;
    } catch (NotModifiedException e) {
      log.debug("Container {} does not run", name);
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  void remove(String name) throws IOException, InterruptedException {
    if (!stop(name)) {
      return;
    }
    try {
      client.removeContainerCmd(NAME_PREFIX + name).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      log.debug("Somebody else removes container {}", name);
    }
    awaitGone(name);
  }

  private void awaitGone(String name) throws IOException, InterruptedException {
    long end = System.nanoTime() + GONE_WITHIN.toNanos();
    while (inspect(name).isPresent()) {
      if (System.nanoTime() > end) {
        throw new IOException("The container " + NAME_PREFIX + name + " does not go away");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  Optional<String> log(String name, LogQuery query) throws InterruptedException {
    // No more lines than bytes are kept.
    int tail = query.tail() == null ? query.maxBytes() : Math.min(query.tail(), query.maxBytes());
    try {
      DockerLog text =
          client
              .logContainerCmd(NAME_PREFIX + name)
              .withStdOut(true)
              .withStdErr(true)
              .withTimestamps(query.timestamps())
              .withTail(tail)
              .exec(new DockerLog(query));
      text.awaitCompletion();
      return Optional.of(text.text());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
