package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import org.junit.jupiter.api.Test;

/** Answers do not say which generation they are of. */
class RemoteGenerationsTest extends RawTestCase {

  /** Each generation has its own cargo; an event has it continue before the result has come. */
  private static Object weigh(TaskOrchestrationContext context) {
    String cargo = context.getInput(String.class);
    var weight = context.callActivity("Weigh", cargo, Integer.class);
    var next = context.waitForExternalEvent("next", String.class);
    context.anyOf(weight, next).await();
    if (next.isDone()) {
      context.continueAsNew(next.await(), false);
      return null;
    }
    return weight.await();
  }

  @Test
  void the_result_for_an_orchestration_that_has_continued_as_new_is_dropped() {
    RawWorker worker = connect();
    String id = start("Weighs", "ship", "\"old\"");
    worker.runTurn(RemoteGenerationsTest::weigh);
    ActivityRequest old = worker.nextActivity();
    client.raiseEvent(id, "next", "\"new\"");
    worker.runTurn(RemoteGenerationsTest::weigh);
    worker.runTurn(RemoteGenerationsTest::weigh);

    // The new one has the same id: it comes only when the old one has been answered.
    start("Probe");
    worker.runTurn(context -> null);
    worker.answer(old, "1");

    ActivityRequest fresh = worker.nextActivity();
    assertThat(fresh.getTaskId()).isEqualTo(old.getTaskId());
    assertThat(fresh.getInput().getValue()).isEqualTo("\"new\"");
    worker.answer(fresh, "2");
    worker.runTurn(RemoteGenerationsTest::weigh);
    awaitCompletedWith(id, "2");
  }

  @Test
  void the_result_for_an_instance_that_was_terminated_and_started_anew_is_dropped() {
    RawWorker worker = connect();
    start("Weighs", "ship", "\"old\"");
    worker.runTurn(RemoteGenerationsTest::weigh);
    ActivityRequest old = worker.nextActivity();
    client.terminate("ship", null);
    start("Weighs", "ship", "\"new\"");
    worker.runTurn(RemoteGenerationsTest::weigh);
    start("Probe");
    worker.runTurn(context -> null);

    worker.answer(old, "1");

    ActivityRequest fresh = worker.nextActivity();
    assertThat(fresh.getInput().getValue()).isEqualTo("\"new\"");
    worker.answer(fresh, "2");
    worker.runTurn(RemoteGenerationsTest::weigh);
    awaitCompletedWith("ship", "2");
  }

  @Test
  void the_answer_to_a_turn_of_an_instance_that_was_replaced_is_dropped() {
    RawWorker worker = connect();
    start("Ends", "ship", "\"old\"");
    OrchestratorRequest old = worker.nextTurn();
    client.terminate("ship", null);
    start("Ends", "ship", "\"new\"");
    start("Probe");
    worker.runTurn(context -> null);

    worker.answer(old, context -> "old end");

    worker.runTurn(context -> "new end");
    awaitCompletedWith("ship", "\"new end\"");
  }

  @Test
  void what_waits_for_a_worker_and_is_not_wanted_any_more_is_not_given_out() {
    start("Ends", "ship", null);
    client.terminate("ship", null);
    start("Probe", "probe", null);

    RawWorker worker = connect();

    assertThat(worker.nextTurn().getInstanceId()).isEqualTo("probe");
  }
}
