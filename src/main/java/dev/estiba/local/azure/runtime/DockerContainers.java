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

  /** Of all containers. */
  static final List<String> SECURITY = List.of("no-new-privileges");

  private static final Logger log = LoggerFactory.getLogger(DockerContainers.class);
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final int FIRST_LINES = 50_000;
  private static final int MORE_LINES = 10;

  /** A bomb of forks must not take the machine's processes. */
  private static final long MOST_PROCESSES = 4096;

  /** Far more than is ever asked for; a container that writes on and on must not fill the disk. */
  private static final Map<String, String> LOG_LIMITS = Map.of("max-size", "64m", "max-file", "3");

  private final DockerClient client;
  private final DockerOwner owner;
  private final DockerHost host;

  DockerContainers(DockerClient client, DockerOwner owner, DockerHost host) {
    this.client = client;
    this.owner = owner;
    this.host = host;
  }

  Optional<InspectContainerResponse> inspect(String name) {
    try {
      return Optional.of(client.inspectContainerCmd(DockerOwner.nameOf(name)).exec());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** All, running or not, with their sandboxes. */
  List<Container> all() {
    return list(owner.labels());
  }

  private List<Container> list(Map<String, String> labels) {
    return client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
  }

  /** The name of a container; empty for a sandbox. */
  static Optional<String> nameOf(Container container) {
    return Optional.ofNullable(container.getLabels().get(DockerOwner.CONTAINER_LABEL));
  }

  /** Nothing is done to one that is there already. */
  enum Made {
    NEW,
    THERE_ALREADY
  }

  /**
   * Makes a container.
   *
   * @throws NotFoundException if its image is not there, or its sandbox
   */
  Made create(ContainerSpec spec, double mostCpus) {
    CreateContainerCmd command =
        client
            .createContainerCmd(ImageName.withTag(spec.image()))
            .withName(DockerOwner.nameOf(spec.id().name()))
            .withLabels(owner.labels(spec.id()))
            .withEnv(
                spec.environment().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .toList())
            .withHostConfig(hostConfig(spec, mostCpus));
    if (!spec.command().isEmpty()) {
      // ACI's command is the whole command line: it replaces the entrypoint with its arguments.
      command.withEntrypoint(spec.command()).withCmd(List.of());
    }
    try {
      command.exec();
      return Made.NEW;
    } catch (DockerException e) {
      if (!isThereAlready(e)) {
        throw e;
      }
      log.debug("Container {} is there already", spec.id(), e);
      return Made.THERE_ALREADY;
    }
  }

  /** Whether it is a name's second use that an engine refuses; Podman 4 calls that an error. */
  static boolean isThereAlready(DockerException e) {
    return e instanceof ConflictException || PullErrors.text(e).contains("already in use by");
  }

  private HostConfig hostConfig(ContainerSpec spec, double mostCpus) {
    HostConfig config = limits(spec, mostCpus).withMounts(DockerVolumes.in(spec));
    if (DockerSandboxes.isNeeded(spec.group())) {
      return config.withNetworkMode("container:" + DockerOwner.sandboxOf(spec.group().uid()));
    }
    return spec.group().reachesHost() ? host.addTo(config) : config;
  }

  /** An engine refuses more CPUs than it has, where ACI would find a bigger machine. */
  private static HostConfig limits(ContainerSpec spec, double mostCpus) {
    return HostConfig.newHostConfig()
        .withNanoCPUs(Math.round(Math.min(spec.cpu(), mostCpus) * 1e9))
        .withMemory(spec.memoryBytes())
        .withMemorySwap(spec.memoryBytes())
        .withPidsLimit(MOST_PROCESSES)
        .withSecurityOpts(SECURITY)
        .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_LIMITS));
  }

  /**
   * Returns why it cannot be started, if so.
   *
   * @throws ConflictException if its sandbox does not run
   */
  Optional<String> start(String name) {
    try {
      client.startContainerCmd(DockerOwner.nameOf(name)).exec();
      return Optional.empty();
    } catch (NotModifiedException e) {
      return Optional.empty();
    } catch (ConflictException e) {
      throw e;
    } catch (DockerException e) {
      return Optional.of(PullErrors.text(e));
    }
  }

  /** Ends all that run; their sandbox stays. */
  void killAllOf(String group) {
    for (Container container : list(owner.labels(group))) {
      Optional<String> name = nameOf(container);
      if (name.isPresent() && "running".equals(container.getState())) {
        log.warn("Ending container {}, which has lost its network", name.get());
        kill(name.get());
      }
    }
  }

  private void kill(String name) {
    try {
      client.killContainerCmd(DockerOwner.nameOf(name)).exec();
    } catch (NotFoundException | ConflictException e) {
      log.debug("Container {} has ended meanwhile", name);
    }
  }

  /** Returns whether there is such a container. */
  boolean stop(String name) {
    int grace = (int) ContainerRuntime.GRACE.toSeconds();
    try {
      client.stopContainerCmd(DockerOwner.nameOf(name)).withTimeout(grace).exec();
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
      client
          .removeContainerCmd(DockerOwner.nameOf(name))
          .withForce(true)
          .withRemoveVolumes(true)
          .exec();
    } catch (NotFoundException | ConflictException e) {
      log.debug("Somebody else removes container {}", name);
    }
    awaitGone(name);
  }

  /** Removes one that does not run. */
  void discard(String name) {
    try {
      client.removeContainerCmd(DockerOwner.nameOf(name)).withForce(true).exec();
    } catch (NotFoundException | ConflictException e) {
      log.debug("Somebody else removes container {}", name);
    }
  }

  private void awaitGone(String name) throws IOException, InterruptedException {
    long end = System.nanoTime() + GONE_WITHIN.toNanos();
    while (inspect(name).isPresent()) {
      if (System.nanoTime() > end) {
        throw new IOException("The container " + DockerOwner.nameOf(name) + " does not go away");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  /** Engines send each line by itself, and many may be too many: more are asked for as needed. */
  Optional<String> log(String name, LogQuery query) throws InterruptedException {
    // No more lines than bytes are kept.
    int most = query.tail() == null ? query.maxBytes() : Math.min(query.tail(), query.maxBytes());
    int lines = Math.min(most, FIRST_LINES);
    try {
      DockerLog text = log(name, query, lines);
      while (lines < most && text.mayHaveMoreThan(lines)) {
        lines = Math.min(most, lines * MORE_LINES);
        text = log(name, query, lines);
      }
      return Optional.of(text.text());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  private DockerLog log(String name, LogQuery query, int lines) throws InterruptedException {
    DockerLog text =
        client
            .logContainerCmd(DockerOwner.nameOf(name))
            .withStdOut(true)
            .withStdErr(true)
            .withTimestamps(query.timestamps())
            .withTail(lines)
            .exec(new DockerLog(query));
    text.awaitCompletion();
    return text;
  }
}
