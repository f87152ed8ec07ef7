package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** An activity that fails until it is healed, and what a history has to look like. */
abstract class RewindTestCase extends TaskHubTestCase {

  volatile boolean healed;

  @BeforeEach
  void an_activity_that_fails_until_it_is_healed() {
    executor.activity(
        "Frail",
        call -> {
          if (!healed) {
            throw new IllegalStateException("mast");
          }
          return "1";
        });
  }

  void assertLegal(String id) {
    assertLegal(client.history(id));
  }

  /** Each question once, and each answer once and after its question. */
  static void assertLegal(List<HistoryEvent> history) {
    List<Integer> asked = new ArrayList<>();
    List<Integer> answered = new ArrayList<>();
    for (HistoryEvent event : history) {
      if (Asked.in(event) != null) {
        asked.add(event.getEventId());
      }
      Integer answer = Events.answers(event);
      if (answer != null) {
        assertThat(asked).as("%s", history).contains(answer);
        answered.add(answer);
      }
    }
    assertThat(asked).as("%s", history).doesNotHaveDuplicates();
    assertThat(answered).as("%s", history).doesNotHaveDuplicates();
    assertThat(history).filteredOn(HistoryEvent::hasExecutionStarted).hasSize(1);
  }
}
