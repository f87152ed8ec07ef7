package dev.estiba.local.functionhost.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSettingsTest {

  @TempDir Path directory;

  private LocalSettings read(String json) throws IOException {
    Path file = directory.resolve("local.settings.json");
    Files.writeString(file, json);
    return LocalSettings.readIfPresent(file);
  }

  @Test
  void values_connection_strings_and_origins_are_read() throws Exception {
    LocalSettings settings =
        read(
            """
            {"IsEncrypted": false,
             "Values": {"FUNCTIONS_WORKER_RUNTIME": "java", "Limit": 3},
             "ConnectionStrings": {"Sql": "x"},
             "Host": {"LocalHttpPort": 7072, "CORS": "https://a.example, https://b.example", "CORSCredentials": true}}
            """);

    assertThat(settings.values())
        .containsEntry("FUNCTIONS_WORKER_RUNTIME", "java")
        .containsEntry("Limit", "3");
    assertThat(settings.connectionStrings()).containsEntry("Sql", "x");
    assertThat(settings.asSettings())
        .containsEntry("Limit", "3")
        .containsEntry("ConnectionStrings:Sql", "x");
    assertThat(settings.port()).isEqualTo(7072);
    assertThat(settings.cors()).containsExactly("https://a.example", "https://b.example");
    assertThat(settings.corsCredentials()).isTrue();
  }

  @Test
  void there_may_be_no_file() throws Exception {
    assertThat(LocalSettings.readIfPresent(directory.resolve("none")).values()).isEmpty();
  }

  @Test
  void what_cannot_be_a_setting_is_named() {
    assertThatThrownBy(() -> read("{\"Values\": {\"Deep\": {\"er\": 1}}}"))
        .hasMessageContaining("Values.Deep");
    assertThatThrownBy(() -> read("{\"IsEncrypted\": true}")).hasMessageContaining("decrypt");
    assertThatThrownBy(() -> read("[1]")).hasMessageContaining("a section in braces");
    for (String port : new String[] {"\"seven\"", "70000", "-1"}) {
      assertThatThrownBy(() -> read("{\"Host\": {\"LocalHttpPort\": " + port + "}}"))
          .hasMessageContaining("Host.LocalHttpPort")
          .hasMessageContaining(port);
    }
    assertThatThrownBy(() -> read("{")).hasMessageContaining("no valid JSON");
  }
}
