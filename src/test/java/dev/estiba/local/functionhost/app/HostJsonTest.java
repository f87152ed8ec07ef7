package dev.estiba.local.functionhost.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.local.functionhost.web.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostJsonTest {

  private static HostJson read(String json) throws IOException {
    return HostJson.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "host.json");
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

    assertThat(host).isEqualTo(new HostJson("/v1/", "harbour", 3, 2, 7, Map.of(), Map.of()));
    assertThat(host.routePrefix(new AppSettings(Map.of()))).isEqualTo("v1");
  }

  @Test
  void an_empty_host_json_means_azures_defaults() throws IOException {
    assertThat(read("{}")).isEqualTo(HostJson.defaults());
    assertThat(HostJson.defaults().routePrefix()).isEqualTo("api");
  }

  @Test
  void an_app_setting_overrides_the_route_prefix() {
    AppSettings settings =
        new AppSettings(Map.of("AzureFunctionsJobHost__extensions__http__routePrefix", ""));

    assertThat(HostJson.defaults().routePrefix(settings)).isEmpty();
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

  @Test
  void a_number_that_cannot_be_is_named() {
    assertThatThrownBy(
            () -> read("{\"extensions\":{\"http\":{\"maxOutstandingRequests\":\"many\"}}}"))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining("extensions.http.maxOutstandingRequests")
        .hasMessageContaining("many");
    assertThatThrownBy(
            () -> read("{\"extensions\":{\"durableTask\":{\"maxConcurrentActivityFunctions\":0}}}"))
        .hasMessageContaining("maxConcurrentActivityFunctions");
  }
}
