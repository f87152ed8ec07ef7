package dev.estiba.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.KeepContainerGroup;
import dev.estiba.activity.StopContainerGroup;
import dev.estiba.document.Json;
import java.time.InstantSource;

/** The entry points of activities: JSON in, JSON out. */
public final class Activities {

  private final Services services;

  public Activities(Services services) {
    this.services = services;
  }

  @FunctionName(CreateContainerGroup.NAME)
  public String createContainerGroup(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new CreateContainerGroup(
                services.containerGroups(),
                services.secretResolver(),
                services.settings().app(),
                services.governor(),
                InstantSource.system())
            .run(Json.read(input, CreateContainerGroup.Input.class)));
  }

  @FunctionName(InspectContainerGroup.NAME)
  public String inspectContainerGroup(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new InspectContainerGroup(
                services.containerGroups(), services.logCollector(), services.logArchive())
            .run(Json.read(input, InspectContainerGroup.Input.class)));
  }

  @FunctionName(CollectLogs.NAME)
  public String collectLogs(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new CollectLogs(services.containerGroups(), services.logCollector(), services.logArchive())
            .run(Json.read(input, CollectLogs.Input.class)));
  }

  @FunctionName(DeleteContainerGroup.NAME)
  public String deleteContainerGroup(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new DeleteContainerGroup(
                services.containerGroups(), services.settings().app(), services.governor())
            .run(Json.read(input, DeleteContainerGroup.Input.class)));
  }

  @FunctionName(StopContainerGroup.NAME)
  public String stopContainerGroup(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new StopContainerGroup(
                services.containerGroups(), services.logCollector(), services.settings().app())
            .run(Json.read(input, StopContainerGroup.Input.class)));
  }

  @FunctionName(KeepContainerGroup.NAME)
  public String keepContainerGroup(@DurableActivityTrigger(name = "input") String input) {
    return Json.write(
        new KeepContainerGroup(services.containerGroups(), services.settings().app())
            .run(Json.read(input, KeepContainerGroup.Input.class)));
  }
}
