package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubOrchestrationTest extends TaskHubTestCase {

  @BeforeEach
  void a_parent_that_tells_what_became_of_its_child() {
    executor.orchestrator("Parent", SubOrchestrationTest::callChild);
    executor.orchestrator("Waits", c -> c.waitForExternalEvent("go", String.class).await());
  }

  private static String callChild(TaskOrchestrationContext context) {
    try {
      return context.callSubOrchestrator("Child", "in", "child-1", String.class).await();
    } catch (TaskFailedException e) {
      return e.getErrorDetails().getErrorType() + ": " + e.getErrorDetails().getErrorMessage();
    }
  }

  @Test
  void a_parent_gets_the_result_of_its_child() {
    executor.orchestrator("Child", context -> context.getInput(String.class) + " and out");

    awaitCompletedWith(start("Parent"), "\"in and out\"");
    assertThat(state("child-1").status()).isEqualTo(RuntimeStatus.COMPLETED);
    assertThat(state("child-1").input()).isEqualTo("\"in\"");
  }

  @Test
  void a_parent_gets_the_failure_of_its_child() {
    executor.orchestrator(
        "Child",
        context -> {
          throw new IllegalArgumentException("bad berth");
        });

    awaitCompletedWith(start("Parent"), "\"java.lang.IllegalArgumentException: bad berth\"");
  }

  @Test
  void a_parent_learns_that_its_child_was_terminated() {
    executor.orchestrator("Child", c -> c.waitForExternalEvent("go", String.class).await());
    String parent = start("Parent");
    awaitState(parent, s -> client.find("child-1").isPresent());

    client.terminate("child-1", "\"enough\"");

    assertThat(awaitEnd(parent).output())
        .contains("OrchestrationTerminated", "'child-1' was terminated", "enough");
  }

  @Test
  void a_child_whose_id_is_taken_fails_and_leaves_the_other_alone() {
    executor.orchestrator("Child", context -> "never");
    start("Waits", "child-1", null);

    assertThat(awaitEnd(start("Parent")).output()).contains("'child-1' exists");
    assertThat(state("child-1").status().isTerminal()).isFalse();
    assertThat(state("child-1").name()).isEqualTo("Waits");
  }

  @Test
  void many_children_run_side_by_side() {
    executor.orchestrator("Child", context -> context.getInput(Integer.class) * 2);
    executor.orchestrator(
        "Many",
        context -> {
          var children = new ArrayList<com.microsoft.durabletask.Task<Integer>>();
          for (int i = 0; i < 20; i++) {
            children.add(context.callSubOrchestrator("Child", i, Integer.class));
          }
          return context.allOf(children).await().stream().mapToInt(Integer::intValue).sum();
        });

    awaitCompletedWith(start("Many"), "380");
  }

  @Test
  void terminating_an_instance_terminates_its_running_descendants_and_nobody_else() {
    executor.orchestrator(
        "Child",
        context -> context.callSubOrchestrator("Waits", null, "grandchild", String.class).await());
    start("Waits", "stranger", null);
    String parent = start("Parent");
    awaitState(parent, s -> client.find("grandchild").isPresent());

    client.terminate(parent, "\"storm\"");

    for (String id : List.of(parent, "child-1", "grandchild")) {
      assertThat(state(id).status()).isEqualTo(RuntimeStatus.TERMINATED);
      assertThat(state(id).output()).isEqualTo("\"storm\"");
    }
    assertThat(state("stranger").status().isTerminal()).isFalse();
  }

  @Test
  void a_child_that_continues_as_new_still_answers_its_parent() {
    executor.orchestrator(
        "Child",
        context -> {
          String input = context.getInput(String.class);
          if (input.length() < 5) {
            context.continueAsNew(input + "!");
            return null;
          }
          return input;
        });

    awaitCompletedWith(start("Parent"), "\"in!!!\"");
  }

  @Test
  void an_event_that_the_parent_sends_to_the_child_that_it_has_just_asked_for_arrives() {
    executor.orchestrator("Child", c -> c.waitForExternalEvent("go", String.class).await());
    executor.orchestrator(
        "Parent",
        context -> {
          var child = context.callSubOrchestrator("Child", null, "child", String.class);
          context.sendEvent("child", "go", "gone");
          return child.await();
        });

    String id = start("Parent");

    awaitCompletedWith(id, "\"gone\"");
  }
}
