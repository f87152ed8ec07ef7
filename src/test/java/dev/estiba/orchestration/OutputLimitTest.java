package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.pipeline.StepKind;
import dev.estiba.pipeline.StepResult;
import dev.estiba.pipeline.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputLimitTest {

  @Test
  void a_step_that_puts_out_nothing_is_blamed_for_nothing() {
    StepResult before = putsOut(Map.of("long", "x".repeat(OutputLimit.MOST_CHARACTERS)));
    StepResult silent = putsOut(Map.of());
    OutputLimit limit = new OutputLimit(List.of(before));

    assertThat(limit.keep(silent)).isSameAs(silent);
    assertThat(limit.keep(putsOut(Map.of("a", ""))).reason().message())
        .startsWith("The step s put out 1 characters");
  }

  @Test
  void what_fits_to_the_last_character_is_kept() {
    StepResult half = putsOut(Map.of("a", "x".repeat(OutputLimit.MOST_CHARACTERS / 2 - 1)));
    OutputLimit limit = new OutputLimit(List.of());

    assertThat(limit.keep(half)).isSameAs(half);
    assertThat(limit.keep(half)).isSameAs(half);
    assertThat(limit.keep(putsOut(Map.of("a", ""))).outputs()).isEmpty();
  }

  private static StepResult putsOut(Map<String, String> outputs) {
    return new StepResult(
        "s",
        StepKind.TASK,
        StepState.SUCCEEDED,
        1,
        "id",
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        outputs,
        null,
        null);
  }
}
