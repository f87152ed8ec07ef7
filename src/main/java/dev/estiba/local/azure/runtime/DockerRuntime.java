package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import dev.estiba.local.azure.runtime.ContainerRefusedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs containers on an engine that speaks Docker's API. */
public final class DockerRuntime implements ContainerRuntime {

  private static final Logger log = LoggerFactory.getLogger(DockerRuntime.class);

  private final ContainerEngine engine;
  private final DockerClient client;
  private final DockerHost host;
  private final DockerVolumes volumes;
  private final DockerContainers containers;
  private final DockerImages images;
  private final DockerSandboxes sandboxes;
  private final DockerReports reports;
  private final DockerLaunches launches;
  private final DockerEvents events;
  private final GitRepositories git;

  private DockerRuntime(ContainerEngine engine, DockerOwner owner, GitRepositories git) {
    InstantSource clock = InstantSource.system();
    this.engine = engine;
    this.client = engine.connect();
    this.git = git;
    host = new DockerHost(client);
    volumes = new DockerVolumes(client, owner);
    containers = new DockerContainers(client, owner, host);
    images = new DockerImages(client);
    sandboxes =
        new DockerSandboxes(
            new SandboxContainers(client, owner, host, volumes), containers, volumes, git);
    reports = new DockerReports(containers, clock);
    launches = new DockerLaunches(containers, sandboxes, images, reports, clock);
    events = new DockerEvents(client, owner, new Events());
  }

  /**
   * Connects when it is opened.
   *
   * @param owner identifies the data directory: containers of others are never touched
   */
  public static DockerRuntime on(ContainerEngine engine, String owner) {
    return on(engine, owner, List.of());
  }

  /**
   * Connects when it is opened.
   *
   * @param owner identifies the data directory: containers of others are never touched
   * @param repositories the directories below which a {@code file:} repository of a volume may lie
   */
  public static DockerRuntime on(ContainerEngine engine, String owner, List<Path> repositories) {
    return new DockerRuntime(engine, new DockerOwner(owner), new GitRepositories(repositories));
  }

  @Override
  public Optional<String> problem() {
    return engine.problem();
  }

  @Override
  public void open(ContainerListener listener, Set<ContainerId> known, Set<String> groups)
      throws IOException, InterruptedException {
    reports.tell(listener);
    launches.limitCpus(Objects.requireNonNullElse(client.infoCmd().exec().getNCPU(), 1));
    List<Container> all = containers.all();
    removeUnknownContainers(all, known);
    tidySandboxes(all, groups);
    volumes.removeAllBut(groups);
    events.connect();
  }

  private void removeUnknownContainers(List<Container> all, Set<ContainerId> known)
      throws IOException, InterruptedException {
    Set<String> names = new HashSet<>();
    known.forEach(id -> names.add(id.name()));
    for (Container container : all) {
      String name = DockerContainers.nameOf(container).orElse("");
      if (!name.isEmpty() && !names.contains(name)) {
        log.info("Removing container {}, which belongs to no container group", name);
        containers.remove(name);
      }
    }
  }

  private void tidySandboxes(List<Container> all, Set<String> groups) throws IOException {
    for (Container container : all) {
      String group = container.getLabels().getOrDefault(DockerOwner.GROUP_LABEL, "");
      if (DockerContainers.nameOf(container).isPresent() || group.isEmpty()) {
        continue;
      }
      if (!groups.contains(group)) {
        log.info("Removing the sandbox of {}, which is no container group", group);
        sandboxes.remove(group);
      } else if (!"running".equals(container.getState())) {
        containers.killAllOf(group);
      }
    }
  }

  @Override
  public void admit(ContainerSpec spec) throws ContainerRefusedException {
    for (Volume volume : spec.group().volumes()) {
      if (volume instanceof Volume.GitRepository repository) {
        git.check(repository);
      }
    }
    try {
      if (!images.isHere(spec.image())) {
        images.pull(spec).awaitResolved();
        launches.pullWasBegun(spec.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerRefusedException(Reason.ENGINE_UNAVAILABLE, "Interrupted.");
    } catch (RuntimeException e) {
      throw new ContainerRefusedException(
          Reason.ENGINE_UNAVAILABLE, "The container engine does not answer: " + PullErrors.text(e));
    }
  }

  @Override
  public void start(ContainerSpec spec) {
    reports.want(spec.id());
    launches.begin(spec);
  }

  @Override
  public void resume(ContainerSpec spec) {
    reports.want(spec.id());
    reports.follow(spec.id());
    launches.soon(() -> reports.observe(spec.id().name()));
  }

  @Override
  public void stop(ContainerId id) throws IOException {
    reports.forget(id);
    try {
      containers.stop(id.name());
    } catch (RuntimeException e) {
      throw new IOException("Tried to stop container " + id + " but failed", e);
    }
  }

  @Override
  public void remove(ContainerId id) throws IOException, InterruptedException {
    reports.forget(id);
    try {
      containers.remove(id.name());
    } catch (RuntimeException e) {
      throw new IOException("Tried to remove container " + id + " but failed", e);
    }
  }

  @Override
  public void removeGroup(String group) throws IOException {
    sandboxes.remove(group);
  }

  @Override
  public List<String> cachedImages() throws IOException {
    try {
      return images.names();
    } catch (RuntimeException e) {
      throw new IOException("Tried to list the engine's images but failed", e);
    }
  }

  @Override
  public String hostName() {
    return host.name();
  }

  @Override
  public Optional<String> hostAddress() throws IOException {
    try {
      return host.address();
    } catch (RuntimeException e) {
      throw new IOException("Tried to find the engine's network but failed", e);
    }
  }

  @Override
  public Optional<String> log(ContainerId id, LogQuery query)
      throws IOException, InterruptedException {
    try {
      Optional<InspectContainerResponse> container = containers.inspect(id.name());
      return container.isEmpty() || DockerStates.isFresh(container.get())
          ? Optional.empty()
          : containers.log(id.name(), query);
    } catch (RuntimeException e) {
      throw new IOException("Tried to read the log of container " + id + " but failed", e);
    }
  }

  @Override
  public void close() {
    events.close();
    launches.close();
    sandboxes.close();
    try {
      client.close();
    } catch (IOException e) {
      log.debug("Tried to close the connection to the engine but failed", e);
    }
  }

  private final class Events implements DockerEvents.Listener {

    @Override
    public void containerEnded(String name, Optional<DockerEvents.Exit> exit) {
      exit.ifPresentOrElse(e -> reports.ended(name, e), () -> reports.observe(name));
    }

    @Override
    public void sandboxEnded(String group) {
      launches.soon(() -> containers.killAllOf(group));
    }

    @Override
    public void connected() {
      reports.observeAll();
    }
  }
}
