package dev.estiba.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsAzurite
final class BlobLogStoreIT extends LogStoreContract {

  @TempDir private static Path folder;
  private static Azurite azurite;
  private BlobContainerClient container;

  @BeforeAll
  static void start() throws IOException {
    azurite = Azurite.start(folder);
  }

  @AfterAll
  static void stop() {
    azurite.close();
  }

  @BeforeEach
  void take_a_container_that_is_not_there_yet() {
    container =
        new BlobServiceClientBuilder()
            .connectionString(azurite.connectionString())
            .buildClient()
            .getBlobContainerClient("logs-" + UUID.randomUUID());
  }

  @Override
  LogStore store() {
    return new BlobLogStore(container);
  }

  @Test
  void a_log_is_a_blob_of_text_that_a_browser_shows() throws Exception {
    store().append("a/1/main.log", 0, "hola\n".getBytes(UTF_8));

    var blob = container.getBlobClient("a/1/main.log");
    assertThat(blob.downloadContent().toString()).isEqualTo("hola\n");
    assertThat(blob.getProperties().getContentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(store().location("a/1/main.log"))
        .hasToString(container.getBlobContainerUrl() + "/a/1/main.log");
  }

  @Test
  void a_refusal_of_the_storage_is_an_error_that_names_the_log() {
    BlobContainerClient refused =
        new BlobServiceClientBuilder()
            .connectionString(azurite.connectionString().replace("AccountKey=E", "AccountKey=F"))
            .buildClient()
            .getBlobContainerClient("logs");

    assertThatThrownBy(() -> new BlobLogStore(refused).length("a/1/main.log"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a/1/main.log")
        .hasMessageContaining("403");
  }
}
