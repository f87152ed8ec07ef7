package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store dies at its n-th commit, for every n; the next hub finishes the work. */
class CrashTest {

  private static final String RESULT = "\"loaded, sailed, unloaded\"";
  private static final OrchestratorFunction<String> VOYAGE =
      context -> {
        String loaded = context.callActivity("Load", String.class).await();
        context.createTimer(Duration.ofMillis(1)).await();
        String sailed = context.callSubOrchestrator("Leg", null, "leg", String.class).await();
        context.waitForExternalEvent("arrived").await();
        String unloaded = context.callActivity("Unload", String.class).await();
        return loaded + ", " + sailed + ", " + unloaded;
      };

  enum Moment {
    BEFORE_COMMIT,
    BEFORE_ACKNOWLEDGEMENT
  }

  private final Set<String> effects = ConcurrentHashMap.newKeySet();

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void whichever_commit_is_the_last_the_next_hub_comes_to_the_same_result(Moment moment) {
    int commits = 0;
    boolean crashed = true;
    while (crashed) {
      effects.clear();
      commits++;
      crashed = crashAndFinish(new Crash(moment, commits), "voyage-" + commits + ".db");
    }

    // Start, three activities, timer, child, event: nothing of it in one commit.
    assertThat(commits).isGreaterThan(10);
  }

  private boolean crashAndFinish(Crash crash, String file) {
    TaskHubOptions options =
        TaskHubOptions.of(directory.resolve(file))
            .withConcurrency(2, 2)
            .withCloseTimeout(Duration.ofSeconds(2));
    TaskHub first = TaskHub.open(options, executor(), crash);
    boolean acknowledged = startHub(first) && sail(first.client(), crash);
    first.kill();

    try (TaskHub second = TaskHub.open(options, executor())) {
      boolean isThere = second.client().find("voyage").isPresent();
      assertThat(isThere || !acknowledged).as("an acknowledged start is durable").isTrue();
      second.start();
      if (!isThere) {
        second.client().schedule(voyage());
      }
      finish(second.client(), crash);
      return crash.happened.getCount() == 0;
    }
  }

  private static boolean startHub(TaskHub hub) {
    try {
      hub.start();
      return true;
    } catch (TaskHubException e) {
      return false;
    }
  }

  private static NewInstance voyage() {
    return new NewInstance("Voyage", "voyage", null, null);
  }

  /** Starts the voyage and waits for its end or the crash; true if the start was acknowledged. */
  private static boolean sail(TaskHubClient client, Crash crash) {
    try {
      client.schedule(voyage());
    } catch (TaskHubException e) {
      return false;
    }
    try {
      client.raiseEvent("voyage", "arrived", null);
      crash.eventAcknowledged = true;
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> crash.happened.getCount() == 0 || hasEnded(client));
    } catch (TaskHubException e) {
      assertThat(crash.happened.getCount()).isZero();
    }
    return true;
  }

  private static boolean hasEnded(TaskHubClient client) {
    return client.find("voyage").orElseThrow().status().isTerminal();
  }

  private void finish(TaskHubClient client, Crash crash) {
    if (!crash.eventAcknowledged) {
      client.raiseEvent("voyage", "arrived", null);
    }
    await()
        .alias("crash " + crash.moment + " " + crash.commit)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> hasEnded(client));
    assertThat(client.find("voyage").orElseThrow().output()).isEqualTo(RESULT);
    assertThat(client.find("leg").orElseThrow().status()).isEqualTo(RuntimeStatus.COMPLETED);
    assertThat(effects).containsExactlyInAnyOrder("Load", "Sail", "Unload");
    assertLegal(client.history("voyage"));
  }

  /** No id is created or answered twice, every answer has its question, and it replays. */
  private static void assertLegal(List<HistoryEvent> history) {
    Set<Integer> created = new HashSet<>();
    Set<Integer> answered = new HashSet<>();
    for (HistoryEvent event : history) {
      int id = event.getEventId();
      switch (event.getEventTypeCase()) {
        case TASKSCHEDULED, TIMERCREATED, SUBORCHESTRATIONINSTANCECREATED ->
            assertThat(created.add(id)).as("created twice: %s", event).isTrue();
        case TASKCOMPLETED ->
            assertThat(answered.add(event.getTaskCompleted().getTaskScheduledId())).isTrue();
        case TIMERFIRED -> assertThat(answered.add(event.getTimerFired().getTimerId())).isTrue();
        case SUBORCHESTRATIONINSTANCECOMPLETED ->
            assertThat(
                    answered.add(event.getSubOrchestrationInstanceCompleted().getTaskScheduledId()))
                .isTrue();
        default -> {}
      }
    }
    assertThat(answered).isEqualTo(created);
    assertReplays(history);
  }

  private static void assertReplays(List<HistoryEvent> history) {
    OrchestratorRequest request =
        OrchestratorRequest.newBuilder()
            .setInstanceId("voyage")
            .addAllPastEvents(history.stream().filter(Events::isReplayable).toList())
            .build();
    try {
      OrchestratorResponse response = TestExecutor.replay(request, VOYAGE);
      var end = response.getActions(response.getActionsCount() - 1).getCompleteOrchestration();
      assertThat(end.getOrchestrationStatus())
          .isEqualTo(OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED);
      assertThat(end.getResult().getValue()).isEqualTo(RESULT);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private TestExecutor executor() {
    return new TestExecutor()
        .orchestrator("Voyage", VOYAGE)
        .orchestrator("Leg", c -> c.callActivity("Sail", String.class).await())
        .activity("Load", call -> effect("Load", "loaded"))
        .activity("Sail", call -> effect("Sail", "sailed"))
        .activity("Unload", call -> effect("Unload", "unloaded"));
  }

  private String effect(String name, String result) {
    effects.add(name);
    return "\"" + result + "\"";
  }

  /** Dies at the n-th commit. */
  private static final class Crash implements CommitProbe {

    final Moment moment;
    final int commit;
    final CountDownLatch happened = new CountDownLatch(1);
    private final AtomicInteger commits = new AtomicInteger();
    volatile boolean eventAcknowledged;

    Crash(Moment moment, int commit) {
      this.moment = moment;
      this.commit = commit;
    }

    @Override
    public boolean mayCommit() {
      return survives(moment == Moment.BEFORE_COMMIT && commits.incrementAndGet() == commit);
    }

    @Override
    public boolean mayAcknowledge() {
      return survives(
          moment == Moment.BEFORE_ACKNOWLEDGEMENT && commits.incrementAndGet() == commit);
    }

    private boolean survives(boolean crash) {
      if (crash) {
        happened.countDown();
      }
      return !crash;
    }
  }
}
