package dev.estiba.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
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
  void a_log_of_more_appends_than_a_blob_takes_goes_on_in_another_and_its_offsets_go_on()
      throws Exception {
    LogStore store = new BlobLogStore(container, 3);
    StringBuilder written = new StringBuilder();

    for (int i = 0; i < 10; i++) {
      String line = "line " + "x".repeat(i) + "\n";
      assertThat(store.append("a.log", written.length(), line.getBytes(UTF_8))).isTrue();
      written.append(line);
    }

    assertThat(blobs()).containsExactly("a.log", "a.log.1", "a.log.2", "a.log.3");
    assertEveryPartIsRead(store, written.toString());
    assertEveryPartIsRead(new BlobLogStore(container, 3), written.toString());
    assertThat(store.append("a.log", 0, "x\n".getBytes(UTF_8))).isFalse();
  }

  @Test
  void two_writers_that_both_begin_the_next_blob_write_one() throws Exception {
    LogStore first = new BlobLogStore(container, 1);
    first.append("a.log", 0, "one\n".getBytes(UTF_8));

    long appended =
        IntStream.range(0, 8)
            .parallel()
            .filter(i -> appends(new BlobLogStore(container, 1), 4, "two\n"))
            .count();

    assertThat(appended).isEqualTo(1);
    assertEveryPartIsRead(first, "one\ntwo\n");
  }

  private static boolean appends(LogStore store, long length, String text) {
    try {
      return store.append("a.log", length, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertEveryPartIsRead(LogStore store, String written) throws IOException {
    assertThat(store.length("a.log")).isEqualTo(written.length());
    for (int from = 0; from <= written.length(); from++) {
      for (int max : new int[] {1, 7, 1000}) {
        int to = Math.min(written.length(), from + max);
        assertThat(store.read("a.log", from, max))
            .asString(UTF_8)
            .isEqualTo(written.substring(from, to));
      }
    }
  }

  private List<String> blobs() {
    return container.listBlobs().stream().map(BlobItem::getName).toList();
  }

  @Test
  void any_number_of_processes_may_collect_at_the_same_time() throws Exception {
    LogKey key = new LogKey("instance", 1, "main");
    StringBuffer log = new StringBuffer();
    AtomicBoolean ended = new AtomicBoolean();
    List<Thread> collectors =
        IntStream.range(0, 3)
            .mapToObj(i -> new Thread(() -> collect(archive(), key, log, ended)))
            .toList();

    collectors.forEach(Thread::start);
    for (int i = 0; i < 300; i++) {
      // About as fast as they fetch.
      container.exists();
      log.append(Instant.EPOCH.plusNanos(1000 + i)).append(" ::output i=").append(i).append('\n');
    }
    ended.set(true);
    for (Thread collector : collectors) {
      collector.join();
    }

    assertThat(archive().read(key, 0, 1_000_000, true).text()).isEqualTo(log.toString());
    assertThat(archive().summary(key))
        .isEqualTo(new LogSummary(false, 0, Map.of("i", "299"), List.of()));
  }

  private LogArchive archive() {
    return new LogArchive(new BlobLogStore(container, 5), LogWindow.AZURE);
  }

  private static void collect(
      LogArchive archive, LogKey key, StringBuffer log, AtomicBoolean ended) {
    try {
      boolean last;
      do {
        last = ended.get();
        long length = archive.length(key);
        last &= archive.append(key, length, log.toString(), false) instanceof Appended.Kept;
      } while (!last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
