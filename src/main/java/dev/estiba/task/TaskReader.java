package dev.estiba.task;

import dev.estiba.document.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a whole task, and checks what no part of it can see alone. */
final class TaskReader {

  /** Sums of decimal fractions are off by less. */
  private static final double ROUNDING = 1e-6;

  private TaskReader() {}

  static ContainerTask read(Fields fields) {
    MountReader mounts = new MountReader();
    String name = fields.text("name", Names.TASK);
    ContainerReader containers = new ContainerReader(mounts, name);
    ContainerTask task =
        new ContainerTask(
            name,
            containers.main(fields),
            containers.sidecars(fields),
            containers.initContainers(fields),
            group(fields, mounts),
            PlacementReader.read(fields),
            LimitsReader.read(fields),
            RetryReader.read(fields),
            KeepReader.read(fields),
            HookReader.read(fields, Arrays.stream(TaskState.values()).map(TaskState::displayName)));
    fields.refuseUnknown();
    check(task, fields);
    return task;
  }

  private static GroupSettings group(Fields fields, MountReader mounts) {
    VolumeReader volumeReader = new VolumeReader();
    List<Volume> volumes = volumeReader.read(fields);
    mounts.refuseUnknownVolumes(volumeReader.names());
    List<String> identities = RegistryReader.identities(fields);
    return new GroupSettings(
        volumes,
        RegistryReader.credentials(fields, identities),
        identities,
        NetworkReader.read(fields),
        LogAnalyticsReader.read(fields),
        LabelReader.read(fields),
        RawGroupReader.read(fields));
  }

  private static void check(ContainerTask task, Fields fields) {
    int containers = 1 + task.sidecars().size() + task.initContainers().size();
    if (containers > ContainerReader.MAX_CONTAINERS) {
      fields.problem(
          "must have at most "
              + ContainerReader.MAX_CONTAINERS
              + " containers, with sidecars and initContainers; it has "
              + containers);
    }
    Priority priority = task.placement().priority();
    boolean spot = priority == Priority.SPOT;
    checkSum(fields, "cpu", sum(task, ContainerSpec::cpu), priority.maxCpu(), spot);
    checkSum(
        fields, "memoryInGB", sum(task, ContainerSpec::memoryInGB), priority.maxMemoryInGB(), spot);
    if (spot) {
      checkSpotNetwork(task.group().network(), fields);
    }
  }

  private static double sum(ContainerTask task, ToDoubleFunction<ContainerSpec> part) {
    return Stream.concat(
            Stream.of(task.container()), task.sidecars().stream().map(Sidecar::container))
        .mapToDouble(part)
        .sum();
  }

  private static void checkSum(Fields fields, String field, double sum, double max, boolean spot) {
    if (sum > max + ROUNDING) {
      fields.problem(
          field,
          String.format(
              Locale.ROOT,
              "of the task and its sidecars together must be at most %.0f%s; it is %.2f",
              max,
              spot ? " with the priority Spot" : "",
              sum));
    }
  }

  private static void checkSpotNetwork(@Nullable Network network, Fields fields) {
    if (network != null && (network.publicAddress() || network.subnet() != null)) {
      fields.problem(
          "network",
          "must have neither publicAddress nor subnet with the priority Spot: Azure gives such"
              + " groups none");
    }
  }
}
