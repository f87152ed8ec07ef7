package dev.estiba.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedDocumentsTest {

  private static final String NAME = "counts/a.json";

  /** Which of the callers were counted, in their order. */
  record Counted(List<Integer> callers) {

    Counted plus(int caller) {
      List<Integer> all = new ArrayList<>(callers);
      all.add(caller);
      return new Counted(all);
    }
  }

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private WatchedStore store;
  private SharedDocuments documents;

  @BeforeEach
  void begin() {
    store = new WatchedStore(folder);
    documents = new SharedDocuments(store, times -> {});
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static int count(SharedDocuments documents, int caller) throws IOException {
    return documents.update(
        NAME,
        Counted.class,
        state -> {
          Counted now = (state == null ? new Counted(List.of()) : state).plus(caller);
          return Change.of(now, now.callers().size());
        });
  }

  private List<Integer> stored() throws IOException {
    return new SharedDocuments(new DirectoryDocumentStore(folder))
        .read(NAME, Counted.class)
        .orElseThrow()
        .callers();
  }

  @Test
  void a_document_begins_with_the_first_update_and_is_read_once() throws Exception {
    assertThat(documents.read(NAME, Counted.class)).isEmpty();
    int before = store.reads.get();

    assertThat(count(documents, 7)).isEqualTo(1);
    assertThat(count(documents, 8)).isEqualTo(2);

    assertThat(stored()).containsExactly(7, 8);
    assertThat(store.reads.get() - before).isZero();
  }

  @Test
  void updates_that_arrive_during_a_write_are_written_together() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger arrived = new AtomicInteger();
    store.beforeWrite =
        () -> {
          writing.countDown();
          awaitUninterrupted(goOn);
        };
    Future<Integer> first = threads.submit(() -> count(documents, 0));
    writing.await();

    List<Future<Integer>> others = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      int caller = i;
      others.add(threads.submit(() -> countTold(arrived, caller)));
    }
    await().until(() -> arrived.get() == 50 && inside() == 51);
    goOn.countDown();

    assertThat(first.get()).isEqualTo(1);
    List<Integer> results = new ArrayList<>();
    for (Future<Integer> other : others) {
      results.add(other.get());
    }
    assertThat(results).doesNotHaveDuplicates().allMatch(result -> result >= 2 && result <= 51);
    assertThat(stored()).hasSize(51);
    assertThat(store.writes).hasValue(2);
  }

  private int countTold(AtomicInteger arrived, int caller) throws IOException {
    arrived.incrementAndGet();
    return count(documents, caller);
  }

  /** How many threads update: one is in the store, the others wait for it. */
  private static long inside() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getState() == Thread.State.WAITING)
        .flatMap(thread -> List.of(thread.getValue()).stream())
        .filter(frame -> frame.getClassName().equals(SharedDocument.class.getName()))
        .filter(frame -> frame.getMethodName().equals("update"))
        .count();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_update_that_throws_fails_alone() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    store.beforeWrite =
        () -> {
          writing.countDown();
          awaitUninterrupted(goOn);
        };
    Future<Integer> first = threads.submit(() -> count(documents, 0));
    writing.await();
    Future<?> broken =
        threads.submit(
            () ->
                documents.update(
                    NAME,
                    Counted.class,
                    state -> {
                      throw new IllegalStateException("broken");
                    }));
    Future<Integer> whole = threads.submit(() -> count(documents, 1));
    await().until(() -> inside() == 3);
    goOn.countDown();

    assertThat(first.get()).isEqualTo(1);
    assertThat(whole.get()).isEqualTo(2);
    assertThatThrownBy(broken::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("broken");
    assertThat(stored()).containsExactly(0, 1);
  }

  @Test
  void after_another_host_wrote_the_update_is_applied_to_what_it_wrote() throws Exception {
    SharedDocuments other = new SharedDocuments(new DirectoryDocumentStore(folder));
    count(documents, 1);
    count(other, 2);

    assertThat(count(documents, 3)).isEqualTo(3);

    assertThat(stored()).containsExactly(1, 2, 3);
    assertThat(store.writes).hasValue(3);
  }

  @Test
  void what_is_read_is_what_another_host_wrote() throws Exception {
    count(documents, 1);
    count(new SharedDocuments(new DirectoryDocumentStore(folder)), 2);

    assertThat(documents.read(NAME, Counted.class)).contains(new Counted(List.of(1, 2)));
  }

  @Test
  void who_always_comes_too_late_is_told_so_in_the_end_and_nothing_is_written() throws Exception {
    SharedDocuments other = new SharedDocuments(new DirectoryDocumentStore(folder));
    store.beforeWrite = () -> count(other, 2);

    assertThatThrownBy(() -> count(documents, 1))
        .isInstanceOf(ContendedException.class)
        .hasMessageContaining(NAME);

    assertThat(stored()).containsOnly(2).hasSize(20);
  }

  @Test
  void an_update_that_changes_nothing_writes_nothing() throws Exception {
    count(documents, 1);

    String result =
        documents.update(NAME, Counted.class, state -> Change.of(new Counted(List.of(1)), "same"));

    assertThat(result).isEqualTo("same");
    assertThat(store.writes).hasValue(1);
  }

  @Test
  void a_failure_of_the_storage_is_everybodys_and_the_next_one_reads_again() throws Exception {
    count(documents, 1);
    store.beforeWrite =
        () -> {
          throw new IOException("disk full");
        };
    assertThatThrownBy(() -> count(documents, 2)).isInstanceOf(IOException.class);
    int reads = store.reads.get();
    store.beforeWrite = () -> {};

    assertThat(count(documents, 3)).isEqualTo(2);
    assertThat(store.reads.get() - reads).isEqualTo(1);
  }

  @Test
  void a_deleted_document_is_gone_and_may_begin_again() throws Exception {
    count(documents, 1);

    documents.delete(NAME, Counted.class);
    documents.delete(NAME, Counted.class);

    assertThat(documents.read(NAME, Counted.class)).isEmpty();
    assertThat(count(documents, 2)).isEqualTo(1);
  }

  @Test
  void more_documents_than_are_remembered_are_all_kept() throws Exception {
    for (int round = 1; round <= 2; round++) {
      for (int i = 0; i < 600; i++) {
        Change<Counted, Boolean> change = Change.of(new Counted(List.of(i, round)), true);
        documents.update("d/" + i, Counted.class, state -> change);
      }
    }

    assertThat(documents.read("d/0", Counted.class)).contains(new Counted(List.of(0, 2)));
    assertThat(documents.read("d/599", Counted.class)).contains(new Counted(List.of(599, 2)));
  }
}
