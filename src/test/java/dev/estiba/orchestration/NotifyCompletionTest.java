package dev.estiba.orchestration;

import static dev.estiba.orchestration.TaskWorld.ended;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.Patience;
import dev.estiba.document.Json;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.NotificationStatus;
import dev.estiba.task.NotificationStatus.State;
import dev.estiba.task.Retry;
import dev.estiba.task.Secret;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskState;
import dev.estiba.testing.Tasks;
import dev.estiba.webhook.Receiver;
import dev.estiba.webhook.Receiver.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever wants to know is told of an end: over real sockets, in virtual time. */
class NotifyCompletionTest {

  private final TaskWorld world = new TaskWorld();
  private final Told told = new Told(world.hub);

  @AfterEach
  void close() {
    told.close();
    world.close();
  }

  private static ContainerTask task(CompletionHook... hooks) {
    return Tasks.aTask().with(List.of(hooks));
  }

  @Test
  void an_end_is_told_as_an_event_with_the_result() {
    world.inspects = () -> ended(3);

    TaskResult result = world.run(task(told.hook("failed")));
    NotificationStatus end = told.end("root", 0);

    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(end).isEqualTo(new NotificationStatus(State.DELIVERED, 1, null, null));
    JsonNode event = told.events().get(0);
    assertThat(event.path("id").asText()).isEqualTo("root/0");
    assertThat(event.path("source").asText()).isEqualTo("/estiba/my-app");
    assertThat(event.path("type").asText()).isEqualTo("dev.estiba.task.failed");
    assertThat(event.path("subject").asText()).isEqualTo("tasks/root");
    assertThat(event.path("data")).isEqualTo(Json.toTree(result));
    assertThat(Instant.parse(event.path("time").asText())).isAfter(world.begin);
  }

  @Test
  void who_did_not_ask_for_this_end_is_not_told() {
    world.run(task(told.hook("failed", "cancelled"), told.hook("succeeded")));
    told.end("root", 1);
    world.hub.after(Duration.ofDays(2));

    assertThat(told.events())
        .extracting(event -> event.path("id").asText())
        .containsExactly("root/1");
  }

  @Test
  void the_result_is_there_although_nobody_could_be_told_yet() {
    told.receiver.answers = request -> Answer.of(500);

    world.run(task(told.hook("succeeded")));

    assertThat(world.hub.now()).isBefore(world.begin.plusSeconds(60));
    assertThat(world.hub.state(NotificationIds.of("root", 0)).status().isTerminal()).isFalse();
  }

  @Test
  void a_task_with_several_attempts_is_told_once_at_its_end() {
    world.inspects = () -> ended(3);
    ContainerTask task = task(told.hook("failed")).with(new Retry(3, 10, 10, List.of(), List.of()));

    TaskResult result = world.run(task);
    told.end("root", 0);
    world.hub.after(Duration.ofDays(2));

    assertThat(result.attempts()).hasSize(3);
    assertThat(told.events()).hasSize(1);
  }

  @Test
  void who_cannot_be_told_for_hours_is_told_then() throws Exception {
    Instant well = world.begin.plus(Duration.ofHours(7));
    told.receiver.answers = request -> Answer.of(world.hub.now().isBefore(well) ? 503 : 200);

    world.run(task(told.signed("succeeded")));
    world.hub.after(Duration.ofHours(5));
    NotificationStatus meanwhile = told.status("root", 0);
    NotificationStatus end = told.end("root", 0);

    assertThat(meanwhile.state()).isEqualTo(State.TRYING);
    assertThat(meanwhile.tries()).isEqualTo(8);
    assertThat(meanwhile.lastError()).isEqualTo(told.receiver.url("/hook") + " answered 503.");
    assertThat(meanwhile.nextTry()).isBetween(well, well.plus(Duration.ofHours(2)));
    assertThat(end).isEqualTo(new NotificationStatus(State.DELIVERED, 9, null, null));
    assertThat(told.receiver.requests)
        .hasSize(9)
        .allSatisfy(request -> assertThat(request.header("webhook-id")).isEqualTo("root/0"))
        .allSatisfy(
            request -> assertThat(request.header("webhook-signature")).isEqualTo(hmac(request)));
    assertThat(told.receiver.requests)
        .extracting(request -> request.header("webhook-timestamp"))
        .doesNotHaveDuplicates();
    assertThat(told.events()).allMatch(event -> event.equals(told.events().get(0)));
  }

  /** As a receiver makes it from what it got. */
  private static String hmac(Receiver.Request request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Told.KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String content =
        String.join(
            ".", request.header("webhook-id"), request.header("webhook-timestamp"), request.body());
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void after_a_day_nobody_is_told_any_more() {
    told.receiver.answers = request -> Answer.of(404);

    world.run(task(told.hook("succeeded")));
    NotificationStatus end = told.end("root", 0);

    assertThat(end)
        .isEqualTo(
            new NotificationStatus(
                State.GAVE_UP, 11, told.receiver.url("/hook") + " answered 404.", null));
    assertThat(Duration.between(world.begin, world.hub.now()))
        .isBetween(Duration.ofHours(23), Duration.ofHours(24));
    assertThat(world.hub.history(NotificationIds.of("root", 0))).hasSizeLessThan(10);
  }

  @Test
  void who_asks_for_time_gets_an_hour_at_most() {
    told.receiver.answers = request -> new Answer(503, Map.of("Retry-After", "600"));
    world.run(task(told.hook("succeeded")));
    world.hub.after(Duration.ofMinutes(1));
    Instant wanted = told.status("root", 0).nextTry();
    told.receiver.answers = request -> new Answer(503, Map.of("Retry-After", "999999"));
    world.hub.after(Duration.ofMinutes(11));
    Instant tooMuch = told.status("root", 0).nextTry();

    assertThat(Duration.between(world.begin, wanted))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    assertThat(Duration.between(wanted, tooMuch))
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
  }

  @Test
  void who_is_gone_and_a_key_that_is_not_there_are_tried_once() {
    told.receiver.answers = request -> Answer.of(410);
    CompletionHook keyless =
        new CompletionHook(
            told.receiver.url("/"),
            null,
            List.of("succeeded"),
            new Secret.AppSetting("ESTIBA_SECRET_MISSING"));
    CompletionHook queue = new CompletionHook(null, "done", List.of("succeeded"), null);

    world.run(task(told.hook("succeeded"), keyless, queue));

    assertThat(told.end("root", 0))
        .isEqualTo(
            new NotificationStatus(
                State.REFUSED,
                1,
                told.receiver.url("/hook") + " answered 410: it wants no more.",
                null));
    assertThat(told.end("root", 1).state()).isEqualTo(State.REFUSED);
    assertThat(told.end("root", 1).lastError()).contains("ESTIBA_SECRET_MISSING");
    assertThat(told.end("root", 2).state()).isEqualTo(State.REFUSED);
    assertThat(told.end("root", 2).lastError()).contains("Set AzureWebJobsStorage");
    assertThat(told.receiver.requests).hasSize(1);
  }

  @Test
  void a_result_that_is_too_long_is_told_in_short() {
    Map<String, String> outputs = Map.of("long", "x".repeat(300_000));
    world.collects =
        () -> new CollectLogs.Outcome("file:log", null, Patience.NONE, 0, outputs, List.of());

    world.run(task(told.hook("succeeded")));
    told.end("root", 0);

    assertThat(told.events().get(0).path("data"))
        .isEqualTo(
            Json.object().put("id", "root").put("state", "Succeeded").put("truncated", true));
  }

  @Test
  void wherever_the_host_dies_an_end_is_told() {
    int crashes = 0;
    while (isToldAfterCrash(crashes)) {
      crashes++;
    }

    System.out.println("Crash points of a task that tells of its end: " + crashes);
    assertThat(crashes).isGreaterThan(10);
  }

  /** False where everything was done before so many pieces of work. */
  private static boolean isToldAfterCrash(int pieces) {
    try (TaskWorld world = new TaskWorld();
        Told told = new Told(world.hub)) {
      told.receiver.answers = request -> Answer.of(told.receiver.requests.size() < 3 ? 500 : 200);
      world.start(task(told.hook("succeeded")));
      for (int i = 0; i < pieces; i++) {
        if (!world.hub.runOne()) {
          return false;
        }
      }
      world.hub.crash();

      assertThat(world.end().state()).isEqualTo(TaskState.SUCCEEDED);
      NotificationStatus end = told.end("root", 0);

      assertThat(end.state()).as("after %s pieces of work", pieces).isEqualTo(State.DELIVERED);
      assertThat(told.events())
          .extracting(event -> event.path("id").asText())
          .hasSizeBetween(3, 4)
          .containsOnly("root/0");
      List<InstanceState> all = world.hub.after(Duration.ofDays(2));
      assertThat(all).extracting(InstanceState::status).containsOnly(RuntimeStatus.COMPLETED);
      assertThat(all)
          .filteredOn(instance -> instance.name().equals(NotifyCompletion.NAME))
          .hasSize(1);
      return true;
    }
  }

  @Test
  void no_two_notifications_and_nothing_else_have_the_same_id() {
    Set<String> ids = new HashSet<>();
    String longest = "a".repeat(98);
    for (String instance : List.of("root", "root-r2", "root-7", StepIds.of("root", "notify"))) {
      IntStream.range(0, 5).forEach(i -> ids.add(NotificationIds.of(instance, i)));
    }
    ids.add(NotificationIds.of(longest, 0));
    ids.add(NotificationIds.of(longest + "b", 0));
    ids.add(StepIds.of("root", "notify-0"));
    ids.add(StepIds.of("root", "notify") + "-0");

    assertThat(ids).hasSize(24).allMatch(id -> id.length() <= 100);
  }
}
