package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the containers of one task. */
final class ContainerReader {

  /** Of one group, as Azure documents it. */
  static final int MAX_CONTAINERS = 60;

  static final Range CPU =
      Range.of(ContainerSpec.MIN_CPU, ContainerSpec.MAX_CPU, "vCPUs").inStepsOf(0.01);

  static final Range MEMORY =
      Range.of(ContainerSpec.MIN_MEMORY_GB, ContainerSpec.MAX_MEMORY_GB, "GB").inStepsOf(0.1);

  /** Of a task that says none; its container group is named so. */
  private static final String DEFAULT_TASK_NAME = "task";

  private final MountReader mounts;
  private final Set<String> names = new HashSet<>();

  /**
   * @param taskName which no other container may have: the task's own is known by it
   */
  ContainerReader(MountReader mounts, @Nullable String taskName) {
    this.mounts = mounts;
    names.add(taskName == null ? DEFAULT_TASK_NAME : taskName);
  }

  ContainerSpec main(Fields task) {
    return spec(task);
  }

  List<Sidecar> sidecars(Fields task) {
    List<Sidecar> sidecars = new ArrayList<>();
    for (Fields sidecar : task.objects("sidecars", MAX_CONTAINERS - 1)) {
      sidecars.add(new Sidecar(name(sidecar), spec(sidecar)));
      sidecar.refuseUnknown();
    }
    return sidecars;
  }

  List<InitContainer> initContainers(Fields task) {
    List<InitContainer> containers = new ArrayList<>();
    for (Fields init : task.objects("initContainers", MAX_CONTAINERS - 1)) {
      String name = name(init);
      String image = image(init);
      List<String> command = command(init);
      containers.add(
          new InitContainer(
              name,
              image,
              command,
              arguments(init, command),
              EnvironmentReader.read(init),
              mounts.read(init)));
      init.refuseUnknown();
    }
    return containers;
  }

  private ContainerSpec spec(Fields container) {
    String image = image(container);
    List<String> command = command(container);
    return new ContainerSpec(
        image,
        command,
        arguments(container, command),
        EnvironmentReader.read(container),
        container.number("cpu", ContainerSpec.DEFAULT_CPU, CPU),
        container.number("memoryInGB", ContainerSpec.DEFAULT_MEMORY_GB, MEMORY),
        mounts.read(container));
  }

  private String name(Fields container) {
    String name = container.requiredText("name", Names.CONTAINER);
    if (!name.isEmpty() && !names.add(name)) {
      container.problem(
          "name",
          "must differ from every other container's and the task's own; '" + name + "' is taken");
    }
    return name;
  }

  private static String image(Fields container) {
    String image = container.text("image");
    if (!container.has("image")) {
      container.problem(
          "image", "is required: the reference of a container image, such as busybox:1.36");
    } else if (image != null && !ImageReference.isValid(image)) {
      container.problem(
          "image",
          "must be an image reference [registry[:port]/]repository[:tag][@digest], with a"
              + " repository in lower case, such as ghcr.io/org/tool:1.2; it is '"
              + image
              + "'");
    }
    return image == null ? "" : image;
  }

  private static List<String> command(Fields container) {
    List<String> command = Words.read(container, "command", "[\"sh\", \"-c\", \"echo hola\"]");
    if (!command.isEmpty() && command.get(0).isBlank()) {
      container.problem("command", "must begin with the program to start, not with a blank text");
    }
    return command;
  }

  private static List<String> arguments(Fields container, List<String> command) {
    List<String> arguments = Words.read(container, "args", "[\"--verbose\"]");
    if (!arguments.isEmpty() && command.isEmpty()) {
      container.problem(
          "args",
          "need a command before them: Azure replaces an image's whole command line or nothing of"
              + " it; say in command which program the image starts");
    }
    return arguments;
  }
}
