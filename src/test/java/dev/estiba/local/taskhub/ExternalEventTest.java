package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExternalEventTest extends TaskHubTestCase {

  @Test
  void an_event_reaches_the_orchestrator_that_waits_for_it() {
    executor.orchestrator("Waits", c -> c.waitForExternalEvent("go", String.class).await());
    String id = start("Waits");
    awaitStatus(id, RuntimeStatus.RUNNING);

    client.raiseEvent(id, "go", "\"now\"");

    awaitCompletedWith(id, "\"now\"");
  }

  @Test
  void an_event_that_comes_before_its_waiter_is_kept() {
    executor.orchestrator(
        "WaitsLate",
        context -> {
          context.waitForExternalEvent("first").await();
          return context.waitForExternalEvent("second", String.class).await();
        });
    String id = start("WaitsLate");
    awaitStatus(id, RuntimeStatus.RUNNING);

    client.raiseEvent(id, "second", "\"early\"");
    awaitState(id, s -> history(id, EventTypeCase.EVENTRAISED).size() == 1);
    client.raiseEvent(id, "first", null);

    awaitCompletedWith(id, "\"early\"");
  }

  @Test
  void events_come_in_order_and_each_once() {
    executor.orchestrator("Collects", context -> collect(context, 50));
    String id = start("Collects");

    List<Integer> sent = raiseNumbers(id, 50);

    awaitCompletedWith(id, "\"" + sent + "\"");
  }

  @Test
  void events_that_are_alike_in_everything_all_arrive() {
    executor.orchestrator("Collects", context -> collect(context, 4));
    String id = start("Collects");

    for (int i = 0; i < 4; i++) {
      client.raiseEvent(id, "number", "7");
    }

    awaitCompletedWith(id, "\"[7, 7, 7, 7]\"");
  }

  @Test
  void an_orchestrator_that_continues_as_new_meets_every_event_once_and_in_order() {
    executor.orchestrator("Sums", ExternalEventTest::gatherOneAndContinue);
    String id = start("Sums", null, "\"\"");

    List<Integer> sent = raiseNumbers(id, 30);

    awaitCompletedWith(id, "\"" + sent + "\"");
  }

  @Test
  void events_that_were_waiting_together_survive_a_continue_as_new_each_once() {
    executor.orchestrator("Sums", ExternalEventTest::gatherOneAndContinue);
    String id = start("Sums", null, "\"\"");
    client.suspend(id, null);
    List<Integer> sent = raiseNumbers(id, 30);
    for (int i = 0; i < 3; i++) {
      client.raiseEvent(id, "other", "1");
    }

    client.resume(id, null);

    awaitCompletedWith(id, "\"" + sent + "\"");
  }

  @Test
  void an_orchestrator_can_leave_its_unread_events_behind() {
    executor.orchestrator(
        "Forgets",
        context -> {
          if (context.getInput(String.class).equals("second")) {
            return context.waitForExternalEvent("number", Integer.class).await();
          }
          context.waitForExternalEvent("number", Integer.class).await();
          context.continueAsNew("second", false);
          return null;
        });
    String id = start("Forgets", null, "\"first\"");
    client.suspend(id, null);
    raiseNumbers(id, 3);
    client.resume(id, null);
    awaitState(id, s -> "\"second\"".equals(s.input()));

    client.raiseEvent(id, "number", "99");

    awaitCompletedWith(id, "99");
  }

  @Test
  void an_event_that_an_orchestrator_sends_arrives_once() {
    executor.activity("Work", call -> "1");
    executor.orchestrator("Receives", c -> c.waitForExternalEvent("end", String.class).await());
    String receiver = start("Receives");
    executor.orchestrator(
        "Sends",
        context -> {
          context.sendEvent(receiver, "hint", "x");
          for (int i = 0; i < 3; i++) {
            context.callActivity("Work", Integer.class).await();
          }
          context.sendEvent(receiver, "end", "done");
          return null;
        });

    awaitCompletedWith(start("Sends"), null);

    awaitCompletedWith(receiver, "\"done\"");
    assertThat(history(receiver, EventTypeCase.EVENTRAISED))
        .extracting(e -> e.getEventRaised().getName())
        .containsExactly("hint", "end");
  }

  @Test
  void an_orchestrator_can_send_an_event_to_itself() {
    executor.orchestrator(
        "Echo",
        context -> {
          context.sendEvent(context.getInstanceId(), "echo", "hello");
          return context.waitForExternalEvent("echo", String.class).await();
        });

    awaitCompletedWith(start("Echo"), "\"hello\"");
  }

  @Test
  void an_event_sent_to_nobody_is_dropped() {
    executor.orchestrator(
        "Shouts",
        context -> {
          context.sendEvent("nobody", "hello");
          return "shouted";
        });

    awaitCompletedWith(start("Shouts"), "\"shouted\"");
  }

  @Test
  void an_event_for_an_unknown_instance_is_refused() {
    assertThatThrownBy(() -> client.raiseEvent("nobody", "go", null))
        .isInstanceOf(InstanceNotFoundException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void an_event_for_an_ended_instance_changes_nothing() {
    executor.orchestrator("Ends", context -> "end");
    String id = start("Ends");
    InstanceState end = awaitEnd(id);
    var history = client.history(id);

    client.raiseEvent(id, "go", null);

    assertThat(state(id)).isEqualTo(end);
    assertThat(client.history(id)).isEqualTo(history);
  }

  private List<Integer> raiseNumbers(String id, int count) {
    List<Integer> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      client.raiseEvent(id, "number", "" + i);
      sent.add(i);
    }
    return sent;
  }

  private static String collect(TaskOrchestrationContext context, int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(context.waitForExternalEvent("number", Integer.class).await());
    }
    return numbers.toString();
  }

  private static String gatherOneAndContinue(TaskOrchestrationContext context) {
    String gathered = context.getInput(String.class);
    int number = context.waitForExternalEvent("number", Integer.class).await();
    String more = gathered.isEmpty() ? "" + number : gathered + ", " + number;
    if (number == 29) {
      return "[" + more + "]";
    }
    context.continueAsNew(more);
    return null;
  }
}
