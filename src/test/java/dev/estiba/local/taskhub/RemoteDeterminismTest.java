package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.TaskOrchestrationContext;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Workers with other code than the one that an instance began with. */
class RemoteDeterminismTest extends RawTestCase {

  private static Object before(TaskOrchestrationContext context) {
    context.callActivity("Load", null, Integer.class).await();
    return context.waitForExternalEvent("go", String.class).await();
  }

  private static Object after(TaskOrchestrationContext context) {
    context.callActivity("Unload", null, Integer.class).await();
    return context.waitForExternalEvent("go", String.class).await();
  }

  /** An instance that has loaded and waits. */
  private String waiting(RawWorker worker) {
    String id = start("Ship");
    worker.runTurn(RemoteDeterminismTest::before);
    worker.answer(worker.nextActivity(), "1");
    worker.runTurn(RemoteDeterminismTest::before);
    awaitState(id, s -> client.history(id).size() > 5);
    return id;
  }

  @Test
  void code_that_has_changed_is_told_with_what_is_recorded_and_what_it_asked_for() {
    RawWorker old = connect();
    String id = waiting(old);
    old.close();
    RawWorker fresh = connect();

    client.raiseEvent(id, "go", null);
    fresh.runTurn(RemoteDeterminismTest::after);

    assertNonDeterministic(id);
  }

  @Test
  void code_that_changed_while_the_turn_waited_for_a_worker_is_told() {
    RawWorker old = connect();
    String id = waiting(old);
    old.breakStream();
    client.raiseEvent(id, "go", null); // Now the turn waits.

    connect().runTurn(RemoteDeterminismTest::after);

    assertNonDeterministic(id);
  }

  @Test
  void of_two_workers_at_once_each_is_compared() {
    RawWorker old = connect();
    String id = waiting(old);
    RawWorker other = connect();
    start("Busy");
    old.nextTurn();

    client.raiseEvent(id, "go", null); // The other has fewer items.
    other.runTurn(RemoteDeterminismTest::after);

    assertNonDeterministic(id);
  }

  private void assertNonDeterministic(String id) {
    InstanceState end = awaitEnd(id);
    assertThat(end.status()).isEqualTo(RuntimeStatus.FAILED);
    assertThat(end.failure().errorType()).isEqualTo(Determinism.ERROR_TYPE);
    assertThat(end.failure().errorMessage())
        .contains("event 2 ", "records activity 'Load' (#0)", "asked for activity 'Unload'");
    assertThat(end.failure().errorMessage().toLowerCase(Locale.ROOT)).contains("terminate");
  }

  @Test
  void a_worker_with_the_same_code_goes_on() {
    RawWorker old = connect();
    String id = waiting(old);
    old.close();
    RawWorker next = connect();

    client.raiseEvent(id, "go", "\"gone\"");
    next.runTurn(RemoteDeterminismTest::before);
    next.runTurn(RemoteDeterminismTest::before);

    awaitCompletedWith(id, "\"gone\"");
  }
}
