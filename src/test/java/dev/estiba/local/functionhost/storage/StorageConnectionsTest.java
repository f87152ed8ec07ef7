package dev.estiba.local.functionhost.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionAppException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageConnectionsTest {

  private static final Binding.Queue QUEUE = new Binding.Queue("message", "in", "", "Work");

  private static StorageConnections with(Map<String, String> settings) {
    return new StorageConnections(new AppSettings(settings));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Work",
        "AzureWebJobsWork",
        "ConnectionStrings:Work",
        "ConnectionStrings:AzureWebJobsWork"
      })
  void a_connection_is_found_under_each_name_that_azure_knows(String setting) {
    String url =
        with(Map.of(setting, "UseDevelopmentStorage=true"))
            .queues("Drain", QUEUE)
            .getQueueServiceUrl();

    assertThat(url).contains("127.0.0.1:10001");
  }

  @Test
  void a_missing_connection_is_named_with_the_function() {
    assertThatThrownBy(() -> with(Map.of()).queues("Drain", QUEUE))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining("'Drain'")
        .hasMessageContaining("'Work'");
  }
}
