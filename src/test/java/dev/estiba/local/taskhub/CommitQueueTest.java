package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitQueueTest {

  @TempDir Path directory;

  private final AtomicInteger commits = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<Effect> effects = new ArrayList<>();
  private Store store;

  @BeforeEach
  void open_a_store_whose_first_commit_waits_at_a_gate() {
    store = Store.open(directory.resolve("hub.db"), InstantSource.system(), new Gate());
    store.subscribe(effects::add);
  }

  @AfterEach
  void close_the_store() {
    gate.countDown();
    store.close();
  }

  @Test
  void transitions_that_wait_are_committed_together() {
    List<CompletableFuture<String>> starts = startManyBehindTheGate();

    gate.countDown();
    starts.forEach(CompletableFuture::join);

    assertThat(commits.get()).isEqualTo(2);
    assertThat(names()).hasSize(101);
  }

  @Test
  void nothing_is_seen_and_nobody_is_told_before_the_commit() {
    CompletableFuture<String> start = store.submit(t -> start(t, "first"));

    assertThat(names()).isEmpty();
    assertThat(start).isNotDone();
    gate.countDown();

    assertThat(start.join()).isEqualTo("first");
    assertThat(names()).containsExactly("first");
  }

  @Test
  void a_transition_that_throws_is_undone_and_the_others_of_its_commit_are_not() {
    List<CompletableFuture<String>> starts = startManyBehindTheGate();
    CompletableFuture<String> bad =
        store.submit(
            transaction -> {
              start(transaction, "bad");
              throw new IllegalStateException("after a write");
            });
    CompletableFuture<String> last = store.submit(t -> start(t, "last"));

    gate.countDown();

    assertThatThrownBy(bad::join).hasMessageContaining("after a write");
    assertThat(last.join()).isEqualTo("last");
    starts.forEach(CompletableFuture::join);
    assertThat(names()).hasSize(102).doesNotContain("bad");
    assertThat(effects.toString()).contains("instanceId=last").doesNotContain("instanceId=bad");
  }

  @Test
  void a_close_commits_what_was_submitted() {
    List<CompletableFuture<String>> starts = startManyBehindTheGate();

    gate.countDown();
    store.close();

    assertThat(starts).allSatisfy(start -> assertThat(start).isCompleted());
    assertThatThrownBy(() -> store.commit(t -> start(t, "late")))
        .isInstanceOf(TaskHubException.class);
  }

  private List<CompletableFuture<String>> startManyBehindTheGate() {
    List<CompletableFuture<String>> starts = new ArrayList<>();
    CountDownLatch taken = new CountDownLatch(1);
    starts.add(
        store.submit(
            transaction -> {
              taken.countDown();
              return start(transaction, "first");
            }));
    awaitQuietly(taken);
    for (int i = 0; i < 100; i++) {
      String id = "behind-" + i;
      starts.add(store.submit(transaction -> start(transaction, id)));
    }
    return starts;
  }

  private static String start(Transaction transaction, String id) throws java.sql.SQLException {
    return Lifecycle.start(transaction, new NewInstance("Any", id, null, null));
  }

  private List<String> names() {
    return store.read(
        sql -> sql.list("SELECT instance_id FROM instances", row -> row.getString(1)));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Gate implements CommitProbe {
    @Override
    public boolean mayCommit() {
      awaitQuietly(gate);
      commits.incrementAndGet();
      return true;
    }

    @Override
    public boolean mayAcknowledge() {
      return true;
    }
  }
}
