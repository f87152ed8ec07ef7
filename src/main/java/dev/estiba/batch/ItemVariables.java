package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.InitContainer;
import dev.estiba.task.Sidecar;
import java.util.List;
import java.util.stream.Stream;

/** The variables by which each container of an item's task learns which item it is for. */
final class ItemVariables {

  static final String INDEX = "ESTIBA_INDEX";
  static final String COUNT = "ESTIBA_COUNT";

  private static final String LIST = "environmentVariables";
  private static final List<String> OTHER_CONTAINERS = List.of("sidecars", "initContainers");

  private ItemVariables() {}

  /** Tells of the same variables in a task's document. */
  static void refuseIn(Fields task, Findings findings) {
    refuseIn(task.raw(), task.pointerTo(LIST), findings);
    for (String containers : OTHER_CONTAINERS) {
      JsonNode list = task.raw().path(containers);
      for (int i = 0; i < list.size(); i++) {
        refuseIn(list.path(i), task.pointerTo(containers) + "/" + i + "/" + LIST, findings);
      }
    }
  }

  private static void refuseIn(JsonNode container, String path, Findings findings) {
    JsonNode list = container.path(LIST);
    for (int i = 0; i < list.size(); i++) {
      String name = list.path(i).path("name").asText();
      if (name.equals(INDEX) || name.equals(COUNT)) {
        findings.add(
            path + "/" + i + "/name",
            "must be neither "
                + INDEX
                + " nor "
                + COUNT
                + ": the batch sets them itself, to the item's index and the number of items");
      }
    }
  }

  /** Whether it is the container of that item. */
  static boolean isOf(ContainerSpec container, int index) {
    return container
        .environmentVariables()
        .contains(new EnvironmentVariable(INDEX, Integer.toString(index), null));
  }

  static ContainerTask addTo(ContainerTask task, Item item) {
    List<EnvironmentVariable> variables =
        List.of(
            new EnvironmentVariable(INDEX, item.index().asText(), null),
            new EnvironmentVariable(COUNT, Integer.toString(item.count()), null));
    return new ContainerTask(
        task.name(),
        withMore(task.container(), variables),
        task.sidecars().stream()
            .map(sidecar -> new Sidecar(sidecar.name(), withMore(sidecar.container(), variables)))
            .toList(),
        task.initContainers().stream().map(init -> withMore(init, variables)).toList(),
        task.group(),
        task.placement(),
        task.limits(),
        task.retry(),
        task.keep(),
        task.onCompletion());
  }

  private static ContainerSpec withMore(ContainerSpec spec, List<EnvironmentVariable> more) {
    return new ContainerSpec(
        spec.image(),
        spec.command(),
        spec.args(),
        joined(spec.environmentVariables(), more),
        spec.cpu(),
        spec.memoryInGB(),
        spec.volumeMounts());
  }

  private static InitContainer withMore(InitContainer init, List<EnvironmentVariable> more) {
    return new InitContainer(
        init.name(),
        init.image(),
        init.command(),
        init.args(),
        joined(init.environmentVariables(), more),
        init.volumeMounts());
  }

  private static List<EnvironmentVariable> joined(
      List<EnvironmentVariable> own, List<EnvironmentVariable> more) {
    return Stream.concat(own.stream(), more.stream()).toList();
  }
}
