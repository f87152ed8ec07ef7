package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** An {@code ./estiba up} with simulated containers, and the tasks of many combinations on it. */
final class MatrixHost implements AutoCloseable {

  private static final int CLIENTS = 4;
  private static final int ROUNDS_BETWEEN = 8;
  private static final Map<String, String> WATCH = Map.of("ESTIBA_WATCH_INTERVAL_MILLIS", "500");
  private static final Duration LONGEST = Duration.ofSeconds(150);
  private static final Duration HELD_WITHIN = Duration.ofSeconds(30);
  private static final Duration KILLED_WITHIN = Duration.ofSeconds(100);
  private static final Duration SWEPT_WITHIN = Duration.ofSeconds(75);

  private final Launched launched;
  private final Path data;
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final ExecutorService submitters = Executors.newFixedThreadPool(2);
  private final List<RunningHost> hosts = new ArrayList<>();
  private final SecretSearch secrets;
  private RunningHost host;
  private LocalArm arm;

  MatrixHost(Launched launched, Path data) {
    this.launched = launched;
    this.data = data;
    up();
    secrets = SecretSearch.of(host);
    // From here on the resource group is there: no task meets its creation.
    host.awaitResult(host.post("/api/tasks", "{\"image\":\"busybox\"}").expect(202).json());
  }

  private void up() {
    host = launched.up(WATCH, data, "--runtime", "simulated");
    arm = LocalArm.of(host, data);
    hosts.add(host);
  }

  LocalArm arm() {
    return arm;
  }

  void submit(List<MatrixTask> tasks) {
    List<String> rules = new ArrayList<>();
    for (MatrixTask task : tasks) {
      List<String> own = task.combination().rulesBefore();
      if (task.combination().target().ruleIsMadeIn().isEmpty()) {
        task.ruleIs(rules.size());
      }
      rules.addAll(own);
    }
    arm.behave("rules: [" + String.join(",\n", rules) + "]");
    tasks.forEach(task -> submitters.execute(() -> submit(task)));
  }

  private void submit(MatrixTask task) {
    String json = task.combination().task(secrets.variable()).toString();
    task.submitted(host.post("/api/tasks", json).expect(202).json());
  }

  /** With limits of the subscription, as YAML, in place of rules. */
  void submitUnder(String limits, List<MatrixTask> tasks) {
    arm.behave("limits: {" + limits + "}");
    forEach(tasks, this::submit);
    await()
        .atMost(HELD_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(tasks)
                    .allSatisfy(task -> assertThat(task.isHeld(host)).as(task.title()).isTrue()));
  }

  /** Until all have ended. What then is left of a group is wrong. */
  void drive(List<MatrixTask> tasks) {
    awaitEnds(tasks);
    List<Long> acted = arm.acted();
    Set<String> groups = arm.groups();
    tasks.forEach(task -> task.look(acted));
    tasks.forEach(task -> task.conclude(isThere(task, groups)));
  }

  void awaitEnds(List<MatrixTask> tasks) {
    AtomicInteger rounds = new AtomicInteger();
    try {
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> round(tasks, rounds.incrementAndGet()));
    } catch (ConditionTimeoutException e) {
      // Those that have not ended say so.
    }
  }

  /** Looks often at those that wait for their moment, and now and then at the others. */
  private boolean round(List<MatrixTask> tasks, int number) {
    List<Long> acted = arm.acted();
    tasks.stream().filter(MatrixTask::isGoing).forEach(task -> task.look(acted));
    boolean all = number % ROUNDS_BETWEEN == 0;
    List<MatrixTask> now =
        tasks.stream().filter(all ? MatrixTask::isGoing : MatrixTask::waitsForItsMoment).toList();
    forEach(now, task -> task.step(host, arm, secrets));
    return tasks.stream().allMatch(MatrixTask::ended);
  }

  private static boolean isThere(MatrixTask task, Set<String> groups) {
    return groups.stream().anyMatch(name -> name.startsWith(task.combination().name() + "-"));
  }

  /** Kills it once every task is where its fault keeps it, and starts it again. */
  void killIn(List<MatrixTask> tasks) {
    List<MatrixTask> waiting = new CopyOnWriteArrayList<>(tasks);
    try {
      await()
          .atMost(KILLED_WITHIN)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> areReady(waiting));
    } catch (ConditionTimeoutException e) {
      waiting.forEach(task -> task.wrong("was not in its phase at the kill"));
    }
    killNow();
  }

  void killNow() {
    host.process().kill();
    up();
  }

  private boolean areReady(List<MatrixTask> waiting) {
    List<Long> acted = arm.acted();
    List<MatrixTask> submitted = waiting.stream().filter(MatrixTask::isGoing).toList();
    submitted.forEach(task -> task.look(acted));
    forEach(submitted, task -> removeIfReady(task, waiting));
    return waiting.isEmpty();
  }

  private void removeIfReady(MatrixTask task, List<MatrixTask> waiting) {
    if (task.isReadyForTheKill(host, arm)) {
      waiting.remove(task);
    }
  }

  SweepRun sweep() {
    return new SweepRun(host, arm);
  }

  /** Whatever is left, the sweep deletes. */
  void awaitSweep() {
    arm.behave("{}");
    await()
        .atMost(SWEPT_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(arm.groups()).isEmpty());
  }

  /** The secrets of tasks are nowhere but where they may be. */
  void assertNoSecretIsTold() {
    secrets.seeFiles(data);
    for (RunningHost each : hosts) {
      secrets.see("output", each.process().stdout());
      secrets.see("log of Estiba", each.process().stderr());
    }
    assertThat(secrets.found()).as("where a secret was found").isEqualTo(secrets.allowed());
  }

  private <T> void forEach(List<T> all, Consumer<T> action) {
    List<Future<?>> running =
        all.stream().<Future<?>>map(one -> clients.submit(() -> action.accept(one))).toList();
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    clients.shutdownNow();
    submitters.shutdownNow();
    host.process().kill();
  }

  static List<MatrixTask> tasks(Stream<Combination> combinations) {
    return combinations.map(MatrixTask::new).toList();
  }
}
