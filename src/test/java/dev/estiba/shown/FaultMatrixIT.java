package dev.estiba.shown;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault of Azure in every phase of a task that has every fate: the result is right, no
 * container group is left, no line of a log is lost or doubled, no secret is told. Prints a table.
 */
@Tag("slow")
@Timeout(300)
final class FaultMatrixIT {

  private static final int AT_LEAST = 400;

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  private static final FaultTable TABLE = new FaultTable();

  @AfterAll
  static void tell() {
    TABLE.write();
  }

  private static List<MatrixTask> tasks(Scenario scenario, Target... targets) {
    return MatrixHost.tasks(
        Combination.all().stream()
            .filter(combination -> combination.scenario() == scenario)
            .filter(combination -> List.of(targets).contains(combination.target())));
  }

  @Test
  void there_are_many_combinations() {
    assertThat(Combination.all()).hasSizeGreaterThan(AT_LEAST);
  }

  @Test
  void no_fault_of_azure_harms_a_task_whatever_its_fate() {
    List<MatrixTask> tasks = new ArrayList<>();
    for (Scenario scenario : List.of(Scenario.SINGLE, Scenario.CANCEL, Scenario.TIMEOUT)) {
      tasks.addAll(tasks(scenario, Target.values()));
    }
    // Those with a moment that must not be missed come first, while there is little to do.
    tasks.sort(comparing(task -> task.combination().target().ruleIsMadeIn().isEmpty() ? 1 : 0));
    try (MatrixHost host = new MatrixHost(launched, data)) {
      host.submit(tasks);
      SweepRun sweep = host.sweep();
      CompletableFuture<Void> firstSweep = CompletableFuture.runAsync(sweep::untilFirstSweep);
      host.awaitEnds(tasks);
      firstSweep.join();
      host.drive(tasks);
      tasks.forEach(TABLE::add);
      sweep.addTo(TABLE);

      assertThat(sweep.left()).as("groups left after the second sweep").isEmpty();
      host.awaitSweep();
      host.assertNoSecretIsTold();
    }
    assertAllRight(tasks);
  }

  @Test
  void no_fault_of_azure_harms_a_task_whose_host_is_killed() {
    List<List<MatrixTask>> rounds =
        List.of(
            tasks(Scenario.KILLED, Target.CREATE_GET, Target.CREATE_PUT),
            tasks(Scenario.KILLED, Target.STARTING),
            tasks(Scenario.KILLED, Target.RUNNING, Target.RUNNING_LOGS),
            tasks(Scenario.KILLED, Target.COLLECTING),
            tasks(Scenario.KILLED, Target.DELETING_GET, Target.DELETING));
    List<MatrixTask> tasks = rounds.stream().flatMap(List::stream).toList();
    try (MatrixHost host = new MatrixHost(launched, data)) {
      for (List<MatrixTask> round : rounds) {
        host.submit(round);
        host.killIn(round);
      }
      host.drive(tasks);
      tasks.forEach(TABLE::add);

      host.awaitSweep();
      host.assertNoSecretIsTold();
    }
    assertAllRight(tasks);
  }

  @Test
  void no_limit_of_azure_harms_a_task() {
    List<MatrixTask> tasks = new ArrayList<>();
    try (MatrixHost host = new MatrixHost(launched, data)) {
      LimitsRun limits = new LimitsRun(host);
      tasks.addAll(limits.quota("containerGroups", "deletesPer5Minutes", Scenario.KILLED));
      tasks.addAll(limits.quota("cores", "deletesPerHour", Scenario.SINGLE));
      tasks.addAll(limits.creates("createsPer5Minutes"));
      tasks.addAll(limits.creates("createsPerHour"));
      tasks.forEach(TABLE::add);

      host.awaitSweep();
      host.assertNoSecretIsTold();
    }
    assertAllRight(tasks);
  }

  private static void assertAllRight(List<MatrixTask> tasks) {
    assertThat(tasks)
        .allSatisfy(task -> assertThat(task.problems()).as(task.combination().title()).isEmpty());
  }
}
