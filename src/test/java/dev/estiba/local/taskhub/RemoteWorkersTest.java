package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How items come to workers, and what becomes of the answers. */
class RemoteWorkersTest extends RawTestCase {

  @BeforeEach
  void a_function_of_this_process() {
    executor.orchestrator("Hosted", context -> "hosted");
  }

  private static Object callsTwo(TaskOrchestrationContext context) {
    List<Task<Integer>> calls = new ArrayList<>();
    calls.add(context.callActivity("Weigh", 0, Integer.class));
    calls.add(context.callActivity("Weigh", 1, Integer.class));
    return context.allOf(calls).await().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void several_workers_share_the_items() {
    int room = options().maxConcurrentOrchestrators();
    RawWorker one = connect();
    RawWorker two = connect();
    for (int i = 0; i < 2 * room; i++) {
      start("Ends", "ship-" + i, null);
    }

    // One worker has room for half of them.
    List<OrchestratorRequest> ofOne = turns(one, room);
    List<OrchestratorRequest> ofTwo = turns(two, room);
    ofOne.forEach(turn -> one.answer(turn, context -> "one"));
    ofTwo.forEach(turn -> two.answer(turn, context -> "two"));

    ofOne.forEach(turn -> awaitCompletedWith(turn.getInstanceId(), "\"one\""));
    ofTwo.forEach(turn -> awaitCompletedWith(turn.getInstanceId(), "\"two\""));
  }

  private static List<OrchestratorRequest> turns(RawWorker worker, int count) {
    List<OrchestratorRequest> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(worker.nextTurn());
    }
    return turns;
  }

  @Test
  void the_items_of_a_worker_whose_stream_breaks_are_given_to_another() {
    RawWorker one = connect();
    String id = start("CallsTwo");
    one.runTurn(RemoteWorkersTest::callsTwo);
    start("Other");
    Set<Integer> taken = taskIds(one.nextActivity(), one.nextActivity());
    OrchestratorRequest turn = one.nextTurn();
    RawWorker two = connect();

    one.breakStream();

    assertThat(two.nextTurn()).isEqualTo(turn);
    assertThat(taskIds(two.nextActivity(), two.nextActivity())).isEqualTo(taken);
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.RUNNING);
  }

  private static Set<Integer> taskIds(ActivityRequest one, ActivityRequest two) {
    return new TreeSet<>(Set.of(one.getTaskId(), two.getTaskId()));
  }

  @Test
  void what_a_lost_worker_answers_after_all_is_dropped() {
    RawWorker one = connect();
    String id = start("CallsTwo");
    one.runTurn(RemoteWorkersTest::callsTwo);
    ActivityRequest first = one.nextActivity();
    ActivityRequest second = one.nextActivity();
    one.breakStream();
    RawWorker two = connect();
    List<ActivityRequest> again = List.of(two.nextActivity(), two.nextActivity());

    one.answer(first, "10");
    one.answer(second, "20");
    again.forEach(request -> two.answer(request, "7"));

    serveTurns(two, id);
    assertThat(state(id).output()).isEqualTo("14");
  }

  /** Results come in one turn or in two, and after another worker the history is replayed first. */
  private void serveTurns(RawWorker worker, String id) {
    awaitState(id, s -> s.status().isTerminal() || worker.hasItems());
    while (!state(id).status().isTerminal()) {
      worker.runTurn(RemoteWorkersTest::callsTwo);
      awaitState(id, s -> s.status().isTerminal() || worker.hasItems());
    }
  }

  @Test
  void an_answer_that_names_nothing_in_flight_is_accepted_and_dropped() {
    RawWorker worker = connect();
    String id = start("Ends");
    OrchestratorRequest turn = worker.nextTurn();

    worker.answer(OrchestratorResponse.newBuilder().setInstanceId("nobody").build());
    worker.answer(ActivityRequest.newBuilder().setTaskId(3).build(), "1");
    worker.answer(turn, context -> "once");
    awaitCompletedWith(id, "\"once\"");
    worker.answer(turn, context -> "twice");

    awaitCompletedWith(start("Hosted"), "\"hosted\"");
    awaitCompletedWith(id, "\"once\"");
  }

  @Test
  void what_no_worker_has_waits_for_one() {
    String id = start("CallsTwo");
    awaitCompletedWith(start("Hosted"), "\"hosted\"");
    assertThat(state(id).status()).isEqualTo(RuntimeStatus.PENDING);

    RawWorker worker = connect();
    worker.runTurn(RemoteWorkersTest::callsTwo);
    ActivityRequest first = worker.nextActivity();
    worker.answer(first, "1");
    assertThat(worker.nextActivity().getName()).isEqualTo("Weigh");
  }

  @Test
  void functions_of_this_process_and_of_others_work_together() {
    executor.activity("Local", call -> call.input() + "0");
    executor.orchestrator(
        "Mixed",
        context -> {
          int local = context.callActivity("Local", 1, Integer.class).await();
          int remote = context.callActivity("Remote", local, Integer.class).await();
          return context.callSubOrchestrator("RemoteChild", remote, Integer.class).await();
        });
    RawWorker worker = connect();

    String id = start("Mixed");
    ActivityRequest request = worker.nextActivity();
    assertThat(request.getInput()).isEqualTo(StringValue.of("10"));
    worker.answer(request, "11");
    worker.runTurn(c -> c.callActivity("Local", c.getInput(Integer.class), Integer.class).await());
    worker.runTurn(c -> c.callActivity("Local", c.getInput(Integer.class), Integer.class).await());

    awaitCompletedWith(id, "110");
  }

  @Test
  void messages_may_be_large() {
    String cargo = '"' + "x".repeat(19_900_000) + '"';
    RawWorker worker = connect();
    String id = start("Measures");

    worker.runTurn(RemoteWorkersTest::measures);
    worker.answer(worker.nextActivity(), cargo);
    worker.runTurn(RemoteWorkersTest::measures);

    awaitCompletedWith(id, "19900000");
  }

  private static Object measures(TaskOrchestrationContext context) {
    return context.callActivity("Load", null, String.class).await().length();
  }

  @Test
  void a_hub_that_closes_ends_the_streams() {
    RawWorker worker = connect();
    start("Waits");
    worker.nextTurn();

    hub.close();

    assertThat(worker.end().getCode()).isIn(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
  }
}
