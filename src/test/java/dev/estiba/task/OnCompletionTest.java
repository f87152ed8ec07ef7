package dev.estiba.task;

import static dev.estiba.task.Documents.busyboxWith;
import static dev.estiba.task.Documents.problemOf;
import static dev.estiba.task.Documents.problems;
import static dev.estiba.task.Documents.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told of a task's end. */
class OnCompletionTest {

  @Test
  void who_names_no_ends_is_told_of_all() {
    ContainerTask task = valid(busyboxWith("'onCompletion': [{'queue': 'done'}]"));

    CompletionHook hook = task.onCompletion().get(0);
    for (TaskState state : TaskState.values()) {
      assertThat(hook.isFor(state.displayName())).as("%s", state).isTrue();
    }
  }

  @Test
  void ends_are_named_in_any_case() {
    ContainerTask task =
        valid(
            busyboxWith(
                "'onCompletion': [{'queue': 'done', 'on': ['TimedOut', 'timedout', 'FAILED']}]"));

    CompletionHook hook = task.onCompletion().get(0);
    assertThat(hook.on()).containsExactly("timedout", "failed");
    assertThat(hook.isFor("TimedOut")).isTrue();
    assertThat(hook.isFor("Succeeded")).isFalse();
  }

  @Test
  void a_word_that_is_no_end_is_told_with_those_that_are() {
    assertThat(problemOf("'onCompletion': [{'queue': 'done', 'on': ['failed', 'finished']}]"))
        .hasToString(
            "/onCompletion/0/on/1 must be one of succeeded, failed, timedout, cancelled, rejected");
  }

  @Test
  void a_key_in_plain_text_is_refused_with_what_to_write() {
    assertThat(problemOf("'onCompletion': [{'url': 'https://h', 'secretRef': 'whsec_abc'}]"))
        .hasToString(
            "/onCompletion/0/secretRef must refer to a secret, and not be one: put it into Key"
                + " Vault or an app setting, and write {\"keyVault\":"
                + " \"https://VAULT.vault.azure.net/secrets/NAME\"} or {\"appSetting\":"
                + " \"ESTIBA_SECRET_NAME\"}");
  }

  @Test
  void everything_wrong_is_told_at_once() {
    assertThat(
            problems(
                busyboxWith(
                    "'onCompletion': [{'url': 'file:///etc/passwd', 'on': ['x']}, {'queue': 'Q',"
                        + " 'secretRef': 's'}, {'on': [], 'wait': 1}]")))
        .extracting(problem -> problem.path())
        .containsExactly(
            "/onCompletion/0/url",
            "/onCompletion/0/on/0",
            "/onCompletion/1/queue",
            "/onCompletion/1/secretRef",
            "/onCompletion/1/secretRef",
            "/onCompletion/2/on",
            "/onCompletion/2/wait",
            "/onCompletion/2");
  }

  @Test
  void an_address_has_at_most_2000_characters() {
    String most = "https://h/" + "a".repeat(1990);

    assertThat(valid(busyboxWith("'onCompletion': [{'url': '" + most + "'}]")).onCompletion())
        .hasSize(1);
    assertThat(problemOf("'onCompletion': [{'url': '" + most + "a'}]").message())
        .contains("at most 2,000 characters");
  }

  @Test
  void people_do_not_see_the_query_of_an_address() {
    ContainerTask task =
        valid(
            busyboxWith("'onCompletion': [{'url': 'https://h/x?token=t0ken', 'on': ['failed']}]"));

    assertThat(task.withoutSecrets().onCompletion())
        .containsExactly(new CompletionHook("https://h/x", null, List.of("failed"), null));
    assertThat(task.onCompletion()).asString().doesNotContain("t0ken");
  }

  @Test
  void a_task_that_tells_nobody_is_written_as_before() {
    ContainerTask task = valid(busyboxWith("'cpu': 1"));

    assertThat(Json.write(task)).doesNotContain("onCompletion");
    assertThat(Json.read(Json.write(task), ContainerTask.class)).isEqualTo(task);
  }
}
