package dev.estiba.aci;

import com.azure.resourcemanager.containerinstance.models.Container;
import com.azure.resourcemanager.containerinstance.models.ContainerNetworkProtocol;
import com.azure.resourcemanager.containerinstance.models.ContainerPort;
import com.azure.resourcemanager.containerinstance.models.InitContainerDefinition;
import com.azure.resourcemanager.containerinstance.models.ResourceRequests;
import com.azure.resourcemanager.containerinstance.models.ResourceRequirements;
import com.azure.resourcemanager.containerinstance.models.VolumeMount;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.InitContainer;
import dev.estiba.task.Network;
import dev.estiba.task.Sidecar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A task's containers in the SDK's models. */
final class GroupContainers {

  private GroupContainers() {}

  /** The container that counts, under the group's name, and the sidecars. */
  static List<Container> of(String groupName, ContainerTask task) {
    List<Container> containers = new ArrayList<>();
    containers.add(
        toContainer(groupName, task.container()).withPorts(ports(task.group().network())));
    for (Sidecar sidecar : task.sidecars()) {
      containers.add(toContainer(sidecar.name(), sidecar.container()));
    }
    return containers;
  }

  static List<InitContainerDefinition> init(List<InitContainer> containers) {
    return containers.stream().map(GroupContainers::toInitContainer).toList();
  }

  private static Container toContainer(String name, ContainerSpec spec) {
    return new Container()
        .withName(name)
        .withImage(spec.image())
        .withCommand(commandLine(spec.command(), spec.args()))
        .withEnvironmentVariables(variables(name, spec.environmentVariables()))
        .withResources(
            new ResourceRequirements()
                .withRequests(
                    new ResourceRequests().withCpu(spec.cpu()).withMemoryInGB(spec.memoryInGB())))
        .withVolumeMounts(mounts(spec.volumeMounts()));
  }

  private static InitContainerDefinition toInitContainer(InitContainer container) {
    return new InitContainerDefinition()
        .withName(container.name())
        .withImage(container.image())
        .withCommand(commandLine(container.command(), container.args()))
        .withEnvironmentVariables(variables(container.name(), container.environmentVariables()))
        .withVolumeMounts(mounts(container.volumeMounts()));
  }

  /** Null leaves the image its own. */
  private static @Nullable List<String> commandLine(List<String> command, List<String> args) {
    return command.isEmpty() ? null : Stream.concat(command.stream(), args.stream()).toList();
  }

  private static @Nullable
      List<com.azure.resourcemanager.containerinstance.models.EnvironmentVariable>
      variables(String container, List<EnvironmentVariable> variables) {
    return variables.isEmpty()
        ? null
        : variables.stream().map(variable -> toVariable(container, variable)).toList();
  }

  private static com.azure.resourcemanager.containerinstance.models.EnvironmentVariable toVariable(
      String container, EnvironmentVariable variable) {
    return new com.azure.resourcemanager.containerinstance.models.EnvironmentVariable()
        .withName(variable.name())
        .withValue(variable.value())
        .withSecureValue(
            Literals.textOrNull(
                variable.secureValue(),
                "environment variable " + variable.name() + " of container " + container));
  }

  private static @Nullable List<VolumeMount> mounts(List<dev.estiba.task.VolumeMount> mounts) {
    return mounts.isEmpty() ? null : mounts.stream().map(GroupContainers::toMount).toList();
  }

  private static VolumeMount toMount(dev.estiba.task.VolumeMount mount) {
    return new VolumeMount()
        .withName(mount.name())
        .withMountPath(mount.mountPath())
        .withReadOnly(mount.readOnly());
  }

  /**
   * Each port of the group's address is at a container too, as in all of Microsoft's examples. The
   * containers of a group share one network, so it does not matter at which.
   */
  private static @Nullable List<ContainerPort> ports(@Nullable Network network) {
    return network == null || network.ports().isEmpty()
        ? null
        : network.ports().stream().map(GroupContainers::toPort).toList();
  }

  private static ContainerPort toPort(Network.Port port) {
    return new ContainerPort()
        .withPort(port.port())
        .withProtocol(ContainerNetworkProtocol.fromString(port.protocol()));
  }
}
