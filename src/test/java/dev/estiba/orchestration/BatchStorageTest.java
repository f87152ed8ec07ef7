package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.CloseBatch;
import dev.estiba.activity.OpenBatch;
import dev.estiba.activity.SweepBatches;
import dev.estiba.batch.BatchResult;
import dev.estiba.batch.BatchState;
import dev.estiba.store.DocumentStore;
import dev.estiba.store.MemoryDocuments;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The storage fails once, wherever it is asked while a batch begins or ends. */
class BatchStorageTest {

  private static final SweepBatches.Instances NONE_GOES_ON =
      new SweepBatches.Instances() {
        @Override
        public boolean isGoing(String instanceId) {
          return false;
        }

        @Override
        public void cancel(List<String> taskIds, String why) {
          assertThat(taskIds).isEmpty();
        }
      };

  @ParameterizedTest
  @CsvSource({
    OpenBatch.NAME + ", false",
    OpenBatch.NAME + ", true",
    CloseBatch.NAME + ", false",
    CloseBatch.NAME + ", true"
  })
  void no_batch_is_lost_for_it(String activity, boolean afterwards) {
    int failures = 0;
    while (failsAt(activity, failures + 1, afterwards)) {
      failures++;
    }

    assertThat(failures).isGreaterThan(1);
  }

  /** Whether the activity asks that often. */
  private static boolean failsAt(String activity, int call, boolean afterwards) {
    FailingStore store = new FailingStore(call, afterwards);
    try (BatchWorld world = new BatchWorld(store)) {
      store.counts = () -> activity.equals(world.running);

      BatchResult result = world.run("{\"task\": {\"image\": \"busybox\"}, \"count\": 2}");

      assertThat(result.state()).as("failure %s: %s", call, result).isEqualTo(BatchState.SUCCEEDED);
      assertThat(result.counts().succeeded()).isEqualTo(2);
      new SweepBatches(world.batches).run(NONE_GOES_ON);
      assertThat(store.list("open-batches/")).isEmpty();
      assertThat(world.ledger().stop()).isNull();
      return store.calls >= call;
    }
  }

  /** Fails once: before it does what it is asked, or after it has, and nobody is told. */
  private static final class FailingStore implements DocumentStore {

    private final MemoryDocuments documents = new MemoryDocuments();
    private final int failing;
    private final boolean afterwards;
    private BooleanSupplier counts = () -> false;
    private int calls;

    private FailingStore(int failing, boolean afterwards) {
      this.failing = failing;
      this.afterwards = afterwards;
    }

    private interface Call<T> {
      T run();
    }

    private <T> T call(Call<T> call) throws IOException {
      boolean fails = counts.getAsBoolean() && ++calls == failing;
      if (fails && !afterwards) {
        throw new IOException("the storage is not there");
      }
      T answer = call.run();
      if (fails) {
        throw new IOException("the answer was lost");
      }
      return answer;
    }

    @Override
    public Optional<Stored> read(String name) throws IOException {
      return call(() -> documents.read(name));
    }

    @Override
    public Optional<String> write(String name, String content, @Nullable String expected)
        throws IOException {
      return call(() -> documents.write(name, content, expected));
    }

    @Override
    public boolean delete(String name, String expected) throws IOException {
      return call(() -> documents.delete(name, expected));
    }

    @Override
    public List<String> list(String prefix) {
      return documents.list(prefix);
    }
  }
}
