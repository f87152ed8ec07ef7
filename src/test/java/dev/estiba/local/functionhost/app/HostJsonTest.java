package dev.estiba.local.functionhost.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.local.functionhost.web.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostJsonTest {

  private static HostJson read(String json) throws IOException {
    return read(json, Map.of());
  }

  private static HostJson read(String json, Map<String, String> settings) throws IOException {
    return HostJson.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
        "host.json",
        new AppSettings(settings));
  }

  @Test
  void what_the_host_needs_is_read() throws IOException {
    HostJson host =
        read(
            """
            {"version": "2.0", "functionTimeout": "00:05:00",
             "extensions": {
               "http": {"routePrefix": "/v1/", "maxOutstandingRequests": 7},
               "durableTask": {"hubName": "harbour", "maxConcurrentActivityFunctions": 3,
                 "maxConcurrentOrchestratorFunctions": 2, "storageProvider": {"type": "mssql"}}}}
            """);

    assertThat(host)
        .isEqualTo(
            new HostJson("v1", "harbour", 3, 2, 7, Map.of(), Map.of(), Duration.ofMinutes(5)));
  }

  @Test
  void an_empty_host_json_means_azures_defaults() throws IOException {
    assertThat(read("{}")).isEqualTo(HostJson.defaults());
    assertThat(HostJson.defaults().routePrefix()).isEqualTo("api");
  }

  @Test
  void app_settings_override_any_key_whatever_their_case() throws IOException {
    HostJson host =
        read(
            """
            {"extensions": {"http": {"routePrefix": "v1"}},
             "logging": {"logLevel": {"Function.Tick": "Error", "default": "Warning"}}}
            """,
            Map.of(
                "AzureFunctionsJobHost__extensions__http__routePrefix", "",
                "AZUREFUNCTIONSJOBHOST__EXTENSIONS__DURABLETASK__HUBNAME", "harbour",
                "AzureFunctionsJobHost:extensions:http:maxOutstandingRequests", "7",
                "AzureFunctionsJobHost__extensions__queues__batchSize", "3",
                "AzureFunctionsJobHost__functionTimeout", "1.00:00:00",
                "AzureFunctionsJobHost__logging__logLevel__Function.Tick", "Debug"));

    assertThat(host.routePrefix()).isEmpty();
    assertThat(host.hubName()).isEqualTo("harbour");
    assertThat(host.maxOutstandingRequests()).isEqualTo(7);
    assertThat(host.queues()).containsExactly(Map.entry("batchSize", "3"));
    assertThat(host.functionTimeout()).isEqualTo(Duration.ofDays(1));
    assertThat(host.logLevels())
        .containsOnly(Map.entry("Function.Tick", "Debug"), Map.entry("default", "Warning"));
  }

  @Test
  void an_app_setting_that_cannot_be_is_named() {
    assertThatThrownBy(
            () ->
                read(
                    "{\"functionTimeout\": \"00:05:00\"}",
                    Map.of("AzureFunctionsJobHost__functionTimeout__hours", "1")))
        .hasMessageContaining("AzureFunctionsJobHost__functionTimeout__hours")
        .hasMessageContaining("Remove the setting");
  }

  @Test
  void a_host_json_may_be_missing(@TempDir Path directory) throws IOException {
    assertThat(HostJson.readIfPresent(directory.resolve("host.json"), new AppSettings(Map.of())))
        .isEqualTo(HostJson.defaults());
  }

  @Test
  void only_keys_that_nobody_knows_are_reported() throws Exception {
    String json =
        """
        {"version": "2.0", "logging": {"x": 1}, "extensionBundle": {}, "tpyo": 1,
         "extensions": {"http": {"routePrefx": "a"}, "durableTask": {"tracing": {}, "hub": "a"},
           "rabbitMQ": {}}}
        """;

    assertThat(HostJson.unknownKeys(Json.read(json), ""))
        .containsExactly(
            "logging.x",
            "tpyo",
            "extensions.http.routePrefx",
            "extensions.durableTask.hub",
            "extensions.rabbitMQ");
  }

  @Test
  void what_is_no_json_is_refused() {
    assertThatThrownBy(() -> read("{nope"))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining("host.json is no valid JSON");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ';',
      value = {
        "{'extensions':{'http':{'maxOutstandingRequests':'many'}}};maxOutstandingRequests;many",
        "{'extensions':{'http':{'maxOutstandingRequests':1.5}}};maxOutstandingRequests;1.5",
        "{'extensions':{'http':{'maxOutstandingRequests':0}}};maxOutstandingRequests;1 or more",
        "{'extensions':{'durableTask':{'maxConcurrentActivityFunctions':0}}};Activity;and is 0",
        "{'extensions':{'http':{'routePrefix':['a']}}};extensions.http.routePrefix;a text",
        "{'extensions':{'http':'none'}};extensions.http must;a section",
        "{'extensions':{'queues':16}};extensions.queues;a section",
        "{'logging':{'logLevel':{'default':{}}}};logging.logLevel.default;a single value",
        "{'functionTimeout':'5 minutes'};functionTimeout;00:05:00",
        "{'functionTimeout':'00:00:00'};functionTimeout;-1 for no limit",
        "{'functionTimeout':'00:90:00'};functionTimeout;00:90:00",
        "[];host.json must;a section"
      })
  void a_value_that_cannot_be_is_named(String json, String key, String why) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(why);
  }

  @Test
  void a_number_may_stand_in_quotes_and_minus_one_is_no_limit() throws IOException {
    HostJson host =
        read(
            """
            {"functionTimeout": -1, "extensions": {"http": {"maxOutstandingRequests": -1},
              "durableTask": {"maxConcurrentActivityFunctions": "3"}}}
            """);

    assertThat(host.functionTimeout()).isNull();
    assertThat(host.maxConcurrentActivityFunctions()).isEqualTo(3);
    assertThat(host.maxOutstandingRequests())
        .isEqualTo(HostJson.defaults().maxOutstandingRequests());
  }
}
