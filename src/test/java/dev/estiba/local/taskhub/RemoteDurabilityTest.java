package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
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
}
