package dev.estiba.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.estiba.store.DocumentStore.Stored;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

@NeedsAzurite
final class BlobDocumentStoreIT extends DocumentStoreContract {

  @TempDir private static Path folder;
  private static Azurite azurite;
  private String container;

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
    container = "state-" + UUID.randomUUID();
  }

  @Override
  DocumentStore store() {
    return new BlobDocumentStore(builder().buildClient().getBlobContainerClient(container));
  }

  private static BlobServiceClientBuilder builder() {
    return new BlobServiceClientBuilder().connectionString(azurite.connectionString());
  }

  @Test
  void updates_of_several_hosts_are_all_in_the_document() throws Exception {
    IntStream.range(0, 4).parallel().forEach(host -> addTwentyFive());

    assertThat(new SharedDocuments(store()).read("count.json", Counter.class))
        .contains(new Counter(100));
  }

  private record Counter(int value) {

    static Counter next(Counter before) {
      return new Counter(before == null ? 1 : before.value() + 1);
    }
  }

  private void addTwentyFive() {
    SharedDocuments host = new SharedDocuments(store());
    for (int i = 0; i < 25; i++) {
      try {
        host.update("count.json", Counter.class, state -> Change.of(Counter.next(state), true));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void a_write_whose_answer_is_lost_is_no_conflict_with_itself() throws Exception {
    String first = store().write("a.json", "1", null).orElseThrow();
    BlobContainerClient losing =
        builder().addPolicy(new FirstAnswerLost()).buildClient().getBlobContainerClient(container);

    String second = new BlobDocumentStore(losing).write("a.json", "2", first).orElseThrow();

    assertThat(store().read("a.json")).contains(new Stored("2", second));
  }

  /** What a retry of the SDK's looks like: the request is sent again although it had its effect. */
  private static final class FirstAnswerLost implements HttpPipelinePolicy {

    private final AtomicBoolean lost = new AtomicBoolean();

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
      return lost.compareAndSet(false, true)
          ? next.clone().process().flatMap(answer -> next.process())
          : next.process();
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
      if (lost.compareAndSet(false, true)) {
        next.clone().processSync().close();
      }
      return next.processSync();
    }
  }

  @Test
  void a_refusal_of_the_storage_is_an_error_that_names_the_document() {
    BlobContainerClient refused =
        new BlobServiceClientBuilder()
            .connectionString(azurite.connectionString().replace("AccountKey=E", "AccountKey=F"))
            .buildClient()
            .getBlobContainerClient(container);

    assertThatThrownBy(() -> new BlobDocumentStore(refused).read("a/1.json"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a/1.json")
        .hasMessageContaining("403");
  }
}
