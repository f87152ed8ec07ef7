package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.local.azure.fault.SimulatedContainers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three formats of recordings, and what is concluded from them. */
final class RecordingTest {

  @ParameterizedTest
  @CsvSource({
    "azure-cli_test_container_create_msi,14",
    "cli-2023-05-01_run-once-failed-exit2_and_exec,6",
    "java_lifecycle,32"
  })
  void every_exchange_is_read(String name, int count) throws Exception {
    Recording recording = Recording.read(name);

    assertThat(recording.exchanges()).hasSize(count);
    assertThat(recording.exchanges())
        .allSatisfy(
            exchange -> {
              assertThat(exchange.path()).startsWith("/").contains("?api-version=");
              assertThat(exchange.answer().status()).isBetween(200, 299);
              if (exchange.method().equals("PUT") || exchange.method().equals("PATCH")) {
                assertThat(exchange.body()).startsWith("{");
              }
            });
  }

  @Test
  void what_the_recorder_added_is_not_taken_for_the_service() throws Exception {
    assertThat(Recording.read("java_lifecycle").exchanges())
        .noneMatch(exchange -> exchange.answer().headers().containsKey("retry-after"));
  }

  @Test
  void an_operation_belongs_to_the_request_that_began_it() throws Exception {
    List<RecordedExchange> exchanges = Recording.read("java_lifecycle").exchanges();

    assertThat(exchanges.get(7).begunOperation()).isPresent();
    assertThat(exchanges.get(8).polledOperation()).isEqualTo(exchanges.get(7).begunOperation());
    assertThat(exchanges.get(7).polledOperation()).isEmpty();
  }

  @Test
  void what_was_there_before_is_made_first() throws Exception {
    Scene scene = new Scene(Recording.read("java_lifecycle"));

    assertThat(scene.before()).hasSize(10);
    assertThat(scene.before())
        .noneMatch(request -> request.path().contains("rgaci58744a"))
        .noneMatch(request -> request.body().contains("provisioningState"))
        .noneMatch(request -> request.body().contains("fqdn"));
  }

  @Test
  void the_containers_do_what_was_seen_of_them() throws Exception {
    List<SimulatedContainers> rules =
        new Scene(Recording.read("java_multiple_containers_with_logs")).simulations();

    assertThat(rules).extracting(SimulatedContainers::exitCode).containsExactly(0, 1);
    assertThat(rules.get(0).duration()).isGreaterThan(rules.get(1).duration());
    assertThat(rules.get(0).log()).singleElement().asString().startsWith("listening on port 80\n");
  }
}
