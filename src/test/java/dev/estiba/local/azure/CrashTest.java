package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.Behavior;
import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.runtime.SimulatedRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash after each commit of a group's life: from every one of them it goes on to its end. */
final class CrashTest {

  private static final GroupId ID = new GroupId("s", "rg", "g1");

  @TempDir Path folder;

  /** What was answered, and to whoever comes back after a crash must still be so. */
  private enum Answered {
    NOTHING,
    CREATED,
    STOPPED,
    STARTED,
    UPDATED,
    DELETED
  }

  private record Snapshot(Path folder, Answered answered) {}

  private final List<Snapshot> snapshots = Collections.synchronizedList(new ArrayList<>());
  private volatile Answered answered = Answered.NOTHING;

  /** A local Azure without its server. */
  private static final class Machine implements AutoCloseable {
    final StateStore store;
    final GroupTable table;
    final GroupLife life;
    final Background background = new Background(Duration.ofSeconds(5));
    final ContainerGroups groups;
    final SimulatedRuntime runtime;

    Machine(Path folder, StateStore.CommitListener listener) throws Exception {
      InstantSource clock = InstantSource.system();
      Moods moods = new Moods(Behavior.GOOD, clock);
      store = StateStore.open(folder, listener);
      var resourceGroups = new ResourceGroups(store.table("resource_groups", ResourceGroup.class));
      resourceGroups.add(new ResourceGroup("r", "s", "rg", "westeurope", Json.object(), false));
      table = new GroupTable(store.table("container_groups", ContainerGroup.class));
      runtime = new SimulatedRuntime(clock, (group, container) -> Optional.empty());
      Specs specs = new Specs(new FileShares(null), group -> Map.of());
      life =
          new GroupLife(
              table, runtime, specs, moods, background, clock, ContainerNewsListener.NONE);
      SupportedProperties supported = new SupportedProperties(Set.of());
      groups =
          new ContainerGroups(table, resourceGroups, runtime, specs, life, supported, moods, clock);
      life.open();
    }

    String state() {
      return groups
          .find(ID)
          .map(group -> GroupStates.of(group, InstantSource.system().instant()))
          .orElse("gone");
    }

    void awaitState(String... states) {
      await()
          .pollInterval(Duration.ofMillis(5))
          .untilAsserted(() -> assertThat(states).contains(state()));
    }

    @Override
    public void close() throws IOException {
      life.close();
      background.close();
      runtime.close();
      store.close();
    }
  }

  private void snapshot(Connection connection) throws SQLException {
    Path copy = folder.resolve("crash-" + snapshots.size());
    try {
      Files.createDirectories(copy);
    } catch (IOException e) {
      throw new SQLException(e);
    }
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM INTO '" + copy.resolve("state.db") + "'");
    }
    connection.setAutoCommit(false);
    snapshots.add(new Snapshot(copy, answered));
  }

  private static ContainerGroups.Asked asked(String id) {
    return new ContainerGroups.Asked(id, new ApiVersion("2023-05-01"));
  }

  private static ObjectNode aGroup(String duration) {
    ObjectNode group = ArmClient.group("any", List.of(), Map.of("SIMULATED_DURATION", duration));
    ObjectNode init = group.withObject("/properties/containers/0").deepCopy();
    init.put("name", "setup");
    ((ObjectNode) init.path("properties")).remove("resources");
    ((ObjectNode) init.path("properties")).putArray("environmentVariables");
    group.withObject("/properties").putArray("initContainers").add(init);
    return group;
  }

  private void live(Machine machine) throws Exception {
    machine.groups.put(ID, aGroup("600"), asked("create"));
    answered = Answered.CREATED;
    machine.awaitState("Running");
    machine.groups.stop(machine.groups.find(ID).orElseThrow());
    answered = Answered.STOPPED;
    machine.groups.start(machine.groups.find(ID).orElseThrow(), asked("start"));
    answered = Answered.STARTED;
    machine.awaitState("Running");
    machine.groups.put(ID, aGroup("0.05"), asked("update"));
    answered = Answered.UPDATED;
    machine.awaitState("Succeeded");
    machine.groups.delete(ID);
    answered = Answered.DELETED;
  }

  @Test
  void from_every_commit_a_group_goes_on_and_nothing_answered_is_forgotten() throws Exception {
    Path first = Files.createDirectories(folder.resolve("first"));
    try (Machine machine = new Machine(first, this::snapshot)) {
      live(machine);
    }

    assertThat(snapshots).hasSizeGreaterThan(10);
    for (Snapshot snapshot : snapshots) {
      try (Machine machine = new Machine(snapshot.folder(), connection -> {})) {
        machine.awaitState(
            switch (snapshot.answered()) {
              // The step that comes next may be in the record, though nobody was told.
              case NOTHING -> new String[] {"gone", "Running"};
              case CREATED -> new String[] {"Running", "Stopped"};
              case STOPPED -> new String[] {"Stopped", "Running"};
              case STARTED -> new String[] {"Running", "Succeeded"};
              case UPDATED -> new String[] {"Succeeded", "gone"};
              case DELETED -> new String[] {"gone"};
            });
        machine.groups.delete(ID);
        assertThat(machine.state()).isEqualTo("gone");
      }
    }
  }
}
