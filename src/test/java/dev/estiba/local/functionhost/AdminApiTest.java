package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.health.HealthCheck;
import dev.estiba.local.functionhost.keys.KeyLevel;
import dev.estiba.local.functionhost.sample.DurableSamples;
import dev.estiba.local.functionhost.sample.HttpSamples;
import dev.estiba.local.functionhost.sample.TimerSample;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminApiTest {

  private static final AtomicReference<Optional<String>> CRANE =
      new AtomicReference<>(Optional.empty());
  private static final Map<String, String> SETTINGS = Map.of("TICK", "0 0 0 1 1 *");

  @TempDir static Path data;

  private static FunctionHost host;
  private static TestHttp http;

  @BeforeAll
  static void start() {
    host =
        FunctionHost.start(
            TestHttp.withoutKeys(
                    data, List.of(HttpSamples.class, TimerSample.class, DurableSamples.class))
                .withSettings(SETTINGS)
                .withHealthChecks(List.of(HealthCheck.of("crane", CRANE::get))));
    http = new TestHttp(host.url());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String message(HttpResponse<String> response) {
    return TestHttp.json(response).path("Message").asText();
  }

  @Test
  void a_ping_is_answered_and_what_there_is_not_is_404() {
    assertThat(http.get("/admin/host/ping").statusCode()).isEqualTo(200);
    assertThat(http.post("/Admin/Host/Ping", "").statusCode()).isEqualTo(200);
    assertThat(http.get("/admin/host/keys").statusCode()).isEqualTo(404);
    assertThat(http.delete("/admin/functions/Tick").statusCode()).isEqualTo(404);
    assertThat(http.get("/admin").statusCode()).isEqualTo(404);
  }

  @Test
  void the_host_status_has_every_key_of_the_functions_host() {
    JsonNode status = TestHttp.json(http.get("/admin/host/status"));

    assertThat(status.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "state",
            "version",
            "versionDetails",
            "platformVersion",
            "instanceId",
            "computerName",
            "processUptime",
            "functionAppContentEditingState");
    assertThat(status.path("state").asText()).isEqualTo("Running");
    assertThat(status.path("version").asText()).startsWith("4.");
  }

  @Test
  void functions_are_described_one_by_one_or_all() {
    JsonNode all = TestHttp.json(http.get("/admin/functions"));
    JsonNode greet = TestHttp.json(http.get("/admin/functions/greet"));

    assertThat(all.findValuesAsText("href"))
        .contains(host.url() + "/admin/functions/Echo", host.url() + "/admin/functions/Tick");
    assertThat(all).contains(greet);
    assertThat(greet.fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "script_root_path_href",
            "script_href",
            "config_href",
            "test_data_href",
            "href",
            "invoke_url_template",
            "language",
            "config",
            "files",
            "test_data",
            "isDisabled",
            "isDirect",
            "isProxy");
    assertThat(greet.path("name").asText()).isEqualTo("Greet");
    assertThat(greet.path("invoke_url_template").asText())
        .isEqualTo(host.url() + "/api/greetings/{name}/{count:int?}");
    assertThat(greet.path("config").path("bindings").get(0).path("type").asText())
        .isEqualTo("httpTrigger");
    assertThat(
            TestHttp.json(http.get("/admin/functions/Tick")).path("invoke_url_template").isNull())
        .isTrue();
    assertThat(http.get("/admin/functions/Tick/status").body()).isEqualTo("{}");
    assertThat(http.get("/admin/functions/NoSuch").statusCode()).isEqualTo(404);
    assertThat(http.get("/admin/functions/NoSuch/status").statusCode()).isEqualTo(404);
  }

  @Test
  void a_timer_function_runs_when_it_is_told_to() {
    TimerSample.TICKS.clear();

    HttpResponse<String> run = http.post("/admin/functions/tick", "{\"input\":\"\"}");

    assertThat(run.statusCode()).isEqualTo(202);
    assertThat(run.body()).isEmpty();
    await().until(() -> TimerSample.TICKS.size() == 1);
    assertThat(TimerSample.TICKS.get(0))
        .contains("\"IsPastDue\":false")
        .contains("\"ScheduleStatus\":null");
  }

  @Test
  void what_cannot_be_run_like_that_says_what_to_do() {
    HttpResponse<String> web = http.post("/admin/functions/Echo", "{}");
    HttpResponse<String> orchestrator = http.post("/admin/functions/Stow", "{}");

    assertThat(web.statusCode()).isEqualTo(400);
    assertThat(message(web)).contains("'Echo'", "httpTrigger", "invoke_url_template");
    assertThat(orchestrator.statusCode()).isEqualTo(400);
    assertThat(message(orchestrator)).contains("/orchestrators/Stow");
    assertThat(http.post("/admin/functions/NoSuch", "{}").statusCode()).isEqualTo(404);
    assertThat(http.post("/admin/functions/Tick", "").statusCode()).isEqualTo(400);
    assertThat(http.post("/admin/functions/Tick", "[1]").statusCode()).isEqualTo(400);
  }

  @Test
  void the_root_is_a_home_page_unless_it_is_switched_off(@TempDir Path other) {
    HttpResponse<String> page = http.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("Your function app is up and running");

    FunctionHostOptions without =
        TestHttp.withoutKeys(other, List.of(HttpSamples.class))
            .withSettings(Map.of("AzureWebJobsDisableHomepage", "true"));
    try (FunctionHost quiet = FunctionHost.start(without)) {
      HttpResponse<String> nothing = new TestHttp(quiet.url()).get("/");
      assertThat(nothing.statusCode()).isEqualTo(204);
      assertThat(nothing.body()).isEmpty();
    }
  }

  @Test
  void health_names_what_is_not_well_since_when_and_what_to_do() {
    assertThat(http.get("/admin/health").body())
        .isEqualTo(
            "{\"status\":\"Healthy\",\"checks\":[{\"name\":\"taskHub\",\"status\":\"Healthy\"},"
                + "{\"name\":\"crane\",\"status\":\"Healthy\"}]}");

    CRANE.set(Optional.of("The crane is stuck. Oil it."));
    await().until(() -> http.get("/admin/health").statusCode() == 503);
    JsonNode health = TestHttp.json(http.get("/admin/health"));
    JsonNode status = TestHttp.json(http.get("/admin/host/status"));

    assertThat(health.path("status").asText()).isEqualTo("Unhealthy");
    assertThat(health.path("checks").get(0).path("status").asText()).isEqualTo("Healthy");
    assertThat(health.path("checks").get(1).path("problem").asText())
        .isEqualTo("The crane is stuck. Oil it.");
    assertThat(health.path("checks").get(1).has("since")).isTrue();
    assertThat(status.path("state").asText()).isEqualTo("Error");
    assertThat(status.path("errors").get(0).asText()).startsWith("crane: The crane is stuck.");
    CRANE.set(Optional.empty());
    await().until(() -> http.get("/admin/health").statusCode() == 200);
  }

  @Test
  void a_task_hub_without_its_file_is_not_well(@TempDir Path other) throws Exception {
    try (FunctionHost lost =
        FunctionHost.start(TestHttp.withoutKeys(other, List.of(HttpSamples.class)))) {
      TestHttp client = new TestHttp(lost.url());
      Files.move(other.resolve("taskhub.db"), other.resolve("elsewhere.db"));

      HttpResponse<String> health = client.get("/admin/health");

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"name\":\"taskHub\"", "taskhub.db is gone");
    }
  }

  @Test
  void what_tells_no_secret_needs_no_key() {
    assertThat(AdminOperation.values())
        .filteredOn(operation -> operation.level().equals(new KeyLevel.Anonymous()))
        .containsExactly(AdminOperation.HOME, AdminOperation.PING, AdminOperation.HEALTH);
  }
}
