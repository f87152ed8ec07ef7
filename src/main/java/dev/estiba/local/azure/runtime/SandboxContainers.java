package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.estiba.local.azure.runtime.GroupSpec.Port;
import dev.estiba.local.azure.runtime.GroupSpec.PublishedAddress;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandboxes on an engine, by the uids of their groups. */
final class SandboxContainers {

  private static final Logger log = LoggerFactory.getLogger(SandboxContainers.class);

  /** What engines say of a port that is taken or an address that this machine does not have. */
  private static final List<String> PORT_PROBLEMS =
      List.of(
          "address already in use",
          "port is already allocated",
          "cannot assign requested address",
          "ports are not available",
          "privileged port",
          "permission denied");

  enum State {
    ABSENT,
    /** It never ran. */
    FRESH,
    RUNNING,
    /** Its network is gone; its volumes are not. */
    DIED,
  }

  private final DockerClient client;
  private final DockerOwner owner;
  private final DockerHost host;
  private final DockerVolumes volumes;
  private @Nullable SandboxImage image;

  SandboxContainers(
      DockerClient client, DockerOwner owner, DockerHost host, DockerVolumes volumes) {
    this.client = client;
    this.owner = owner;
    this.host = host;
    this.volumes = volumes;
  }

  State state(String group) {
    try {
      InspectContainerResponse sandbox =
          client.inspectContainerCmd(DockerOwner.sandboxOf(group)).exec();
      if (Boolean.TRUE.equals(sandbox.getState().getRunning())) {
        return State.RUNNING;
      }
      return "created".equals(sandbox.getState().getStatus()) ? State.FRESH : State.DIED;
    } catch (NotFoundException e) {
      return State.ABSENT;
    }
  }

  /** One that is there already stays as it is. */
  void create(GroupSpec group) {
    volumes.create(group);
    SandboxImage needed = image();
    CreateContainerCmd command = command(group, needed);
    try {
      try {
        command.exec();
      } catch (NotFoundException e) {
        needed.make();
        command.exec();
      }
    } catch (DockerException e) {
      if (!DockerContainers.isThereAlready(e)) {
        throw e;
      }
      log.debug("The sandbox of {} is there already", group.uid(), e);
    }
  }

  private synchronized SandboxImage image() {
    if (image == null) {
      image = SandboxImage.of(client);
    }
    return image;
  }

  private CreateContainerCmd command(GroupSpec group, SandboxImage from) {
    return client
        .createContainerCmd(from.name())
        .withName(DockerOwner.sandboxOf(group.uid()))
        .withLabels(owner.labels(group.uid()))
        .withEntrypoint(SandboxImage.PROGRAM)
        // It handles no signal: an engine that ends kills it when the others have had their time.
        .withStopTimeout((int) ContainerRuntime.GRACE.toSeconds())
        .withExposedPorts(bindings(group).stream().map(PortBinding::getExposedPort).toList())
        .withHostConfig(hostConfig(group));
  }

  private HostConfig hostConfig(GroupSpec group) {
    HostConfig config =
        HostConfig.newHostConfig()
            .withMounts(DockerVolumes.inSandbox(group))
            .withPortBindings(bindings(group))
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(DockerContainers.SECURITY)
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE, null));
    return group.reachesHost() ? host.addTo(config) : config;
  }

  private static List<PortBinding> bindings(GroupSpec group) {
    PublishedAddress address = group.address();
    return address == null
        ? List.of()
        : address.ports().stream().map(port -> binding(address.ip(), port)).toList();
  }

  private static PortBinding binding(String ip, Port port) {
    String protocol = port.protocol().toLowerCase(Locale.ROOT);
    return new PortBinding(
        Ports.Binding.bindIpAndPort(ip, port.number()),
        ExposedPort.parse(port.number() + "/" + protocol));
  }

  /**
   * Unpacks over a volume. It must not run yet.
   *
   * @param archive a tar
   */
  void copy(GroupSpec group, Volume volume, InputStream archive) {
    client
        .copyArchiveToContainerCmd(DockerOwner.sandboxOf(group.uid()))
        .withRemotePath(DockerVolumes.inSandbox(group, volume))
        .withTarInputStream(archive)
        .exec();
  }

  void start(GroupSpec group) {
    try {
      client.startContainerCmd(DockerOwner.sandboxOf(group.uid())).exec();
    } catch (NotModifiedException e) {
      log.debug("The sandbox of {} runs already", group.uid());
    } catch (DockerException e) {
      throw asPortProblem(group, e);
    }
  }

  private static RuntimeException asPortProblem(GroupSpec group, DockerException e) {
    String message = PullErrors.text(e);
    String text = message.toLowerCase(Locale.ROOT);
    PublishedAddress address = group.address();
    if (address == null || PORT_PROBLEMS.stream().noneMatch(text::contains)) {
      return e;
    }
    List<String> all =
        address.ports().stream().map(port -> address.ip() + ":" + port.number()).toList();
    List<String> named =
        all.stream().filter(port -> (text + " ").matches("(?s).*\\Q" + port + "\\E\\D.*")).toList();
    return new GroupFailedException(
        "Failed",
        "The container group's ports cannot be published on %s: %s. Stop what uses them, or give the group other ports."
            .formatted(String.join(", ", named.isEmpty() ? all : named), message));
  }

  void remove(String group) {
    try {
      client
          .removeContainerCmd(DockerOwner.sandboxOf(group))
          .withForce(true)
          .withRemoveVolumes(true)
          .exec();
    } catch (NotFoundException e) {
      log.debug("Group {} has no sandbox", group);
    } catch (ConflictException e) {
      log.debug("Somebody else removes the sandbox of {}", group, e);
    }
  }
}
