package dev.estiba.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.batch.BatchParser;
import dev.estiba.batch.BatchState;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Json;
import dev.estiba.store.DirectoryDocumentStore;
import dev.estiba.store.SharedDocuments;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepBatchesTest {

  private static final BatchRef REF = BatchRef.first("b");

  @TempDir private Path folder;
  private final Set<String> going = new HashSet<>();
  private final List<String> cancelled = new ArrayList<>();
  private Batches batches;

  private final SweepBatches.Instances instances =
      new SweepBatches.Instances() {
        @Override
        public boolean isGoing(String instanceId) {
          return going.contains(instanceId);
        }

        @Override
        public void cancel(List<String> taskIds, String why) {
          cancelled.addAll(taskIds);
        }
      };

  @BeforeEach
  void aBatchOfTwoOfWhichOneRuns() {
    batches = new Batches(new SharedDocuments(new DirectoryDocumentStore(folder)));
    JsonNode document =
        Json.read("{\"count\": 2, \"task\": {\"image\": \"busybox\"}}", JsonNode.class);
    ParsedBatch.Valid parsed = (ParsedBatch.Valid) BatchParser.parse(document);
    new OpenBatch(batches, InstantSource.system()).run(new OpenBatch.Input(REF, parsed.batch(), 1));
    new TakeItems(batches, InstantSource.system()).run(new TakeItems.Input(REF, 1, 1, List.of()));
    going.addAll(Set.of("b", "b-0"));
  }

  @Test
  void a_batch_that_goes_on_is_left_alone() {
    new SweepBatches(batches).run(instances);

    assertThat(cancelled).isEmpty();
    assertThat(batches.ledger(REF).orElseThrow().stop()).isNull();
  }

  @Test
  void one_whose_orchestration_is_gone_begins_no_more_and_its_tasks_are_cancelled() {
    going.remove("b");

    new SweepBatches(batches).run(instances);

    assertThat(cancelled).containsExactly("b-0");
    assertThat(batches.ledger(REF).orElseThrow().stop().state()).isEqualTo(BatchState.CANCELLED);
    assertThat(
            new TakeItems(batches, InstantSource.system())
                .run(new TakeItems.Input(REF, 2, 1, List.of())))
        .isEqualTo(new TakeItems.Outcome.Nothing());
  }

  @Test
  void it_is_looked_after_until_none_of_its_tasks_runs() {
    going.remove("b");
    new SweepBatches(batches).run(instances);
    going.remove("b-0");
    new SweepBatches(batches).run(instances);
    cancelled.clear();

    new SweepBatches(batches).run(instances);

    assertThat(cancelled).isEmpty();
    assertThat(batches.open()).isEmpty();
  }

  @Test
  void one_that_was_closed_is_not_looked_at() {
    new CloseBatch(batches, InstantSource.system()).run(REF);
    going.clear();

    new SweepBatches(batches).run(instances);

    assertThat(batches.ledger(REF).orElseThrow().stop()).isNull();
  }
}
