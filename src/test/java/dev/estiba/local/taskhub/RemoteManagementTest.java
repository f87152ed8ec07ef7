package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.OrchestrationStatusQuery;
import com.microsoft.durabletask.OrchestrationStatusQueryResult;
import com.microsoft.durabletask.PurgeInstanceCriteria;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The SDK's own client, of instances that the SDK's own worker runs. */
class RemoteManagementTest extends RemoteTestCase {

  private final AtomicInteger runs = new AtomicInteger();

  private static void register(SdkWorker.Tasks tasks) {
    tasks
        .orchestrator("Ends", context -> context.complete(context.getInput(String.class)))
        .orchestrator("Waits", c -> c.complete(c.waitForExternalEvent("go", String.class).await()));
  }

  @Test
  void a_terminated_instance_ends_at_once_with_the_reason() {
    worker(RemoteManagementTest::register);
    String id = remote.scheduleNewOrchestrationInstance("Waits");
    awaitStatus(id, RuntimeStatus.RUNNING);

    remote.terminate(id, "storm");

    OrchestrationMetadata end = awaitRemotely(id);
    assertThat(end.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.TERMINATED);
    assertThat(end.readOutputAs(String.class)).isEqualTo("storm");
  }

  @Test
  void an_instance_that_is_terminated_while_it_finishes_stays_terminated() throws Exception {
    CountDownLatch finishing = new CountDownLatch(1);
    CountDownLatch terminated = new CountDownLatch(1);
    worker(
        tasks ->
            tasks
                .orchestrator(
                    "Finishes",
                    context -> {
                      finishing.countDown();
                      awaitQuietly(terminated);
                      context.complete("done");
                    })
                .orchestrator("Ends", context -> context.complete("fine")));
    String id = remote.scheduleNewOrchestrationInstance("Finishes");
    finishing.await();

    remote.terminate(id, null);
    terminated.countDown();

    // The one worker has answered before it takes this one.
    assertThat(completed(remote.scheduleNewOrchestrationInstance("Ends"), String.class))
        .isEqualTo("fine");
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.TERMINATED);
  }

  @Test
  void an_instance_is_restarted_under_its_id_or_a_new_one() {
    worker(
        tasks ->
            tasks.orchestrator(
                "Counts",
                c -> c.complete(c.getInput(String.class) + " " + runs.incrementAndGet())));
    String id = remote.scheduleNewOrchestrationInstance("Counts", "run", "counted");
    assertThat(completed(id, String.class)).isEqualTo("run 1");

    assertThat(remote.restartInstance(id, false)).isEqualTo(id);
    assertThat(completed(id, String.class)).isEqualTo("run 2");

    String other = remote.restartInstance(id, true);
    assertThat(other).isNotEqualTo(id);
    assertThat(completed(other, String.class)).isEqualTo("run 3");
  }

  @Test
  void a_query_pages_through_what_ended() {
    worker(RemoteManagementTest::register);
    for (int i = 0; i < 7; i++) {
      completed(remote.scheduleNewOrchestrationInstance("Ends", "x", "q" + i), String.class);
    }
    remote.scheduleNewOrchestrationInstance("Waits", null, "q-waits");
    OrchestrationStatusQuery query =
        new OrchestrationStatusQuery()
            .setRuntimeStatusList(List.of(OrchestrationRuntimeStatus.COMPLETED))
            .setMaxInstanceCount(3);

    List<Integer> sizes = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    do {
      OrchestrationStatusQueryResult page = remote.queryInstances(query);
      sizes.add(page.getOrchestrationState().size());
      page.getOrchestrationState().forEach(state -> ids.add(state.getInstanceId()));
      query.setContinuationToken(page.getContinuationToken());
    } while (query.getContinuationToken() != null && !query.getContinuationToken().isEmpty());

    assertThat(ids).containsExactly("q0", "q1", "q2", "q3", "q4", "q5", "q6");
    assertThat(sizes).containsExactly(3, 3, 1);
  }

  @Test
  void instances_are_purged_by_id_and_by_filter() throws Exception {
    worker(RemoteManagementTest::register);
    Instant before = Instant.now().minusSeconds(1);
    for (String id : List.of("p1", "p2", "p3")) {
      completed(remote.scheduleNewOrchestrationInstance("Ends", "x", id), String.class);
    }
    remote.scheduleNewOrchestrationInstance("Waits", null, "p-waits");

    assertThat(remote.purgeInstance("p1").getDeletedInstanceCount()).isEqualTo(1);
    PurgeInstanceCriteria failed =
        new PurgeInstanceCriteria()
            .setCreatedTimeFrom(before)
            .setRuntimeStatusList(List.of(OrchestrationRuntimeStatus.FAILED));
    assertThat(remote.purgeInstances(failed).getDeletedInstanceCount()).isZero();
    PurgeInstanceCriteria ended = new PurgeInstanceCriteria().setCreatedTimeFrom(before);
    assertThat(remote.purgeInstances(ended).getDeletedInstanceCount()).isEqualTo(2);

    assertThat(remote.getInstanceMetadata("p2", false).isInstanceFound()).isFalse();
    assertThat(remote.getInstanceMetadata("p-waits", false).isInstanceFound()).isTrue();
  }

  @Test
  void an_instance_is_pending_until_a_worker_has_answered_its_first_turn() throws Exception {
    String id = remote.scheduleNewOrchestrationInstance("Waits");

    assertThatThrownBy(() -> remote.waitForInstanceStart(id, Duration.ofMillis(200)))
        .isInstanceOf(TimeoutException.class);
    assertThat(remote.getInstanceMetadata(id, false).getRuntimeStatus())
        .isEqualTo(OrchestrationRuntimeStatus.PENDING);

    worker(RemoteManagementTest::register);
    assertThat(remote.waitForInstanceStart(id, PATIENCE).getRuntimeStatus())
        .isEqualTo(OrchestrationRuntimeStatus.RUNNING);
    assertThatThrownBy(() -> remote.waitForInstanceCompletion(id, Duration.ofMillis(200), false))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void a_scheduled_start_comes_in_its_time() {
    worker(tasks -> tasks.orchestrator("Tells", c -> c.complete(c.getCurrentInstant().toString())));
    Instant start = Instant.now().plusMillis(600);

    String id =
        remote.scheduleNewOrchestrationInstance(
            "Tells", new NewOrchestrationInstanceOptions().setStartTime(start));

    assertThat(state(id).status()).isEqualTo(RuntimeStatus.PENDING);
    assertThat(Instant.parse(completed(id, String.class)))
        .isAfterOrEqualTo(start.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
