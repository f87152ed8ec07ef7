package dev.estiba.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.local.azure.LocalAzure;
import dev.estiba.local.azure.LocalAzureOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSealingKeyTest {

  @TempDir Path data;

  @Test
  void an_embedded_estiba_seals_with_a_key_of_its_own_unless_it_is_given_one() throws Exception {
    try (LocalAzure azure = azure()) {
      String made = EmbeddedSettings.of(Map.of(), data, azure).get("ESTIBA_SEALING_KEY");
      assertThat(made).isEqualTo(Files.readString(data.resolve("sealing.key")).strip());

      Map<String, String> blank = Map.of("ESTIBA_SEALING_KEY", "");
      assertThat(EmbeddedSettings.of(blank, data, azure)).containsEntry("ESTIBA_SEALING_KEY", made);

      Map<String, String> given = Map.of("ESTIBA_SEALING_KEY", "given");
      assertThat(EmbeddedSettings.of(given, data, azure))
          .containsEntry("ESTIBA_SEALING_KEY", "given");
    }
  }

  @Test
  void an_embedded_estiba_does_not_start_with_a_damaged_key() throws Exception {
    Files.writeString(data.resolve("sealing.key"), "damaged");
    EmbeddedOptions options =
        new EmbeddedOptions(data, 0, RuntimeChoice.PROCESS, Map.of(), Access.closed());

    assertThatThrownBy(() -> EmbeddedEstiba.tryStart(options))
        .hasMessageContaining("sealing.key")
        .hasMessageContaining("Put the file back");
  }

  private LocalAzure azure() throws Exception {
    return LocalAzure.start(
        LocalAzureOptions.in(
            data.resolve("azure"),
            SelectedRuntime.of(
                    RuntimeChoice.PROCESS, LocalAzure.runtimeInUse(data.resolve("azure")))
                .kind()));
  }
}
