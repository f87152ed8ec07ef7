package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What workers have been acknowledged is there after a crash; what was in flight comes again. */
class RemoteDurabilityTest extends RawTestCase {

  private static Object call(TaskOrchestrationContext context) {
    return context.callActivity("Weigh", null, Integer.class).await();
  }

  @Test
  void the_outcome_of_an_activity_is_durable_when_it_is_acknowledged() {
    RawWorker worker = connect();
    String id = start("Calls");
    worker.runTurn(RemoteDurabilityTest::call);

    worker.answer(worker.nextActivity(), "42");
    crashAndReopen();

    RawWorker next = connect(); // It is not given the activity.
    next.runTurn(RemoteDurabilityTest::call); // The comparison.
    next.runTurn(RemoteDurabilityTest::call);
    awaitCompletedWith(id, "42");
    assertThat(history(id, EventTypeCase.TASKCOMPLETED)).hasSize(1);
  }

  @Test
  void an_activity_that_was_in_flight_comes_again() {
    RawWorker worker = connect();
    String id = start("Calls");
    worker.runTurn(RemoteDurabilityTest::call);
    worker.nextActivity();

    crashAndReopen();

    RawWorker next = connect();
    next.answer(next.nextActivity(), "43");
    next.runTurn(RemoteDurabilityTest::call); // The comparison.
    next.runTurn(RemoteDurabilityTest::call);
    awaitCompletedWith(id, "43");
  }

  @Test
  void a_turn_that_was_in_flight_comes_again() {
    String id = start("Ends");
    OrchestratorRequest turn = connect().nextTurn();

    crashAndReopen();

    OrchestratorRequest again = connect().runTurn(context -> "end");
    assertThat(again.getInstanceId()).isEqualTo(turn.getInstanceId());
    awaitCompletedWith(id, "\"end\"");
  }

  /** Holds the next commit back, so that what comes meanwhile is committed together. */
  private static final class Gate implements CommitProbe {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    volatile boolean holds;

    @Override
    public boolean mayCommit() {
      if (holds) {
        entered.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return true;
    }

    @Override
    public boolean mayAcknowledge() {
      return true;
    }
  }

  @Test
  void an_acknowledged_outcome_is_durable_also_when_a_transition_beside_it_fails()
      throws Exception {
    hub.close();
    Gate gate = new Gate();
    hub = TaskHub.open(options(), executor, gate);
    client = hub.client();
    hub.start();
    RawWorker worker = connect();
    String id = start("Calls", "ship", null);
    worker.runTurn(RemoteDurabilityTest::call);
    ActivityRequest activity = worker.nextActivity();

    gate.holds = true;
    var unused = CompletableFuture.runAsync(() -> start("Held", "held", null));
    gate.entered.await();
    CompletableFuture<Void> acknowledged =
        CompletableFuture.runAsync(() -> worker.answer(activity, "42"));
    worker.nextTurn(); // The outcome is in memory, and on its way to the disk.
    Thread failing = new Thread(() -> startTaken(id));
    failing.start();
    await().until(() -> failing.getState() == Thread.State.WAITING);
    gate.open.countDown();
    acknowledged.join();
    failing.join();

    hub.kill();
    assertThat(activities(id)).isEmpty();
    openHub();
  }

  private void startTaken(String id) {
    assertThatThrownBy(() -> start("Calls", id, null)).isInstanceOf(InstanceExistsException.class);
  }

  /** Those that would run again. */
  private List<ActivityCall> activities(String id) {
    Store store = Store.open(options().database(), options().clock(), CommitProbe.NONE);
    try {
      InstanceRow row = store.read(sql -> Tables.instance(sql, id)).orElseThrow();
      var open = new Effect.OpenActivities(row.seq, row.executionId, row.open.activities());
      return store.read(sql -> Tables.openActivities(sql, open));
    } finally {
      store.close();
    }
  }
}
