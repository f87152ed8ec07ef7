package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.fault.OperationKind;
import dev.estiba.local.azure.runtime.LogQuery;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with a container group that is there, over HTTP. */
final class GroupActionsApi {

  private final ContainerGroups groups;
  private final GroupPaths paths;
  private final Moods moods;

  GroupActionsApi(ContainerGroups groups, GroupPaths paths, Moods moods) {
    this.groups = groups;
    this.paths = paths;
    this.moods = moods;
  }

  void addTo(ArmRoutes routes) {
    routes.add(OperationKind.START, "POST", GroupPaths.GROUP + "/start", this::start);
    routes.add(OperationKind.STOP, "POST", GroupPaths.GROUP + "/stop", this::stop);
    routes.add(OperationKind.RESTART, "POST", GroupPaths.GROUP + "/restart", this::restart);
    routes.add(OperationKind.LOGS, "GET", GroupPaths.CONTAINER + "/logs", this::logs);
    routes.add(
        OperationKind.EXEC, "POST", GroupPaths.CONTAINER + "/exec", request -> notHere("exec"));
    routes.add(
        OperationKind.ATTACH,
        "POST",
        GroupPaths.CONTAINER + "/attach",
        request -> notHere("attach"));
  }

  private static ArmResponse notHere(String action) {
    throw ArmErrors.notSupported("the action '" + action + "'");
  }

  private ArmResponse start(ArmRequest request) {
    ContainerGroup group = paths.group(request);
    if (!groups.start(group, ContainerGroupApi.asked(request))) {
      return GroupPaths.from(group, request, ArmResponse.empty(204));
    }
    ContainerGroup started = paths.group(request);
    ArmResponse answer =
        ArmResponse.empty(202).with("Location", GroupPaths.operationUrl(request, started));
    return GroupPaths.from(group, request, GroupPaths.polled(started, request, answer));
  }

  private ArmResponse stop(ArmRequest request) throws IOException, InterruptedException {
    ApiVersion.of(request);
    ContainerGroup group = paths.group(request);
    groups.stop(group);
    return GroupPaths.from(group, request, ArmResponse.empty(204));
  }

  private ArmResponse restart(ArmRequest request) {
    ContainerGroup group = paths.group(request);
    groups.restart(group, ContainerGroupApi.asked(request));
    ArmResponse answer = GroupPaths.polled(paths.group(request), request, ArmResponse.empty(204));
    return GroupPaths.from(group, request, answer);
  }

  private ArmResponse logs(ArmRequest request) throws IOException, InterruptedException {
    ApiVersion.of(request);
    ContainerGroup group = paths.group(request);
    String name = request.variable("container");
    ContainerStatus container =
        group.containers().stream()
            .filter(c -> c.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> ArmErrors.containerNotFound(group.id(), name));
    String content =
        groups
            .log(group, container, query(request))
            .orElseThrow(() -> ArmErrors.logNotAvailable(group.id(), name));
    String kept = container.hasEnded() ? moods.keptLog(content) : content;
    return GroupPaths.from(group, request, ArmResponse.of(200, Json.object().put("content", kept)));
  }

  private static LogQuery query(ArmRequest request) {
    boolean timestamps = request.parameter("timestamps").map(Boolean::parseBoolean).orElse(false);
    return new LogQuery(tail(request), timestamps, LogQuery.MAX_BYTES);
  }

  private static @Nullable Integer tail(ArmRequest request) {
    Optional<String> tail = request.parameter("tail");
    if (tail.isEmpty()) {
      return null;
    }
    try {
      return Math.max(0, Integer.parseInt(tail.get()));
    } catch (NumberFormatException e) {
      throw ArmErrors.badContent("'" + tail.get() + "' is not a number of lines");
    }
  }
}
