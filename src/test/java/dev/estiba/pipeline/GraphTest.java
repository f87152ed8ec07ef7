package dev.estiba.pipeline;

import static dev.estiba.pipeline.Pipelines.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final Pipeline NIGHTLY =
      valid(
          """
          steps:
            - {name: cleanup, needs: load, if: always(), task: {image: x}}
            - {name: alarm, needs: [load], if: failure(), task: {image: x}}
            - {name: after-alarm, needs: [alarm], task: {image: x}}
            - {name: report, needs: [cleanup], task: {image: x}}
            - {name: load, needs: [approve], task: {image: x}}
            - {name: approve, needs: [extract, check], approval: {timeoutHours: 24}}
            - {name: extract, task: {image: x}}
            - {name: check, task: {image: x}}
          """);

  private final Map<String, StepOutcome> ended = new LinkedHashMap<>();

  private GraphTest after(String step, StepState state) {
    ended.put(step, new StepOutcome(state, Map.of()));
    return this;
  }

  private Map<String, Next> next() {
    return Graph.next(NIGHTLY, new Values(Map.of(), ended));
  }

  private List<String> ready() {
    return next().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Next.Ready)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, String> skipped() {
    Map<String, String> reasons = new LinkedHashMap<>();
    next()
        .forEach(
            (name, next) -> {
              if (next instanceof Next.Skip skip) {
                reasons.put(name, skip.reason());
              }
            });
    return reasons;
  }

  @Test
  void steps_without_needs_begin_at_once() {
    assertThat(ready()).containsExactly("extract", "check");
    assertThat(next().get("approve")).isEqualTo(new Next.Waiting());
    assertThat(next()).hasSize(8);
  }

  @Test
  void a_step_waits_for_all_that_it_needs() {
    after("extract", StepState.SUCCEEDED);

    assertThat(ready()).containsExactly("check");
    assertThat(next().get("approve")).isEqualTo(new Next.Waiting());
  }

  @Test
  void a_failure_is_waited_out_too() {
    after("extract", StepState.FAILED);

    assertThat(next().get("approve")).isEqualTo(new Next.Waiting());
  }

  @Test
  void after_a_failure_what_needs_it_is_skipped_and_what_asks_for_it_runs() {
    after("extract", StepState.TIMED_OUT).after("check", StepState.SUCCEEDED);

    assertThat(skipped())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "approve", "It needs extract, which ended as TimedOut.",
                "load", "It needs extract, which ended as TimedOut."));
    assertThat(ready()).containsExactlyInAnyOrder("cleanup", "alarm");
    assertThat(next().get("report")).isEqualTo(new Next.Waiting());
  }

  @Test
  void what_follows_a_cleanup_asks_for_the_success_of_all_before() {
    after("extract", StepState.FAILED)
        .after("check", StepState.SUCCEEDED)
        .after("approve", StepState.SKIPPED)
        .after("load", StepState.SKIPPED)
        .after("cleanup", StepState.SUCCEEDED)
        .after("alarm", StepState.SUCCEEDED);

    assertThat(skipped())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "report", "It needs extract, which ended as Failed.",
                "after-alarm", "It needs extract, which ended as Failed."));
  }

  @Test
  void after_success_the_alarm_is_skipped_with_what_needs_it() {
    for (String step : List.of("extract", "check", "approve", "load", "cleanup")) {
      after(step, StepState.SUCCEEDED);
    }

    assertThat(ready()).containsExactly("report");
    assertThat(skipped())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "alarm", "Its condition is false: failure()",
                "after-alarm", "It needs alarm, which was skipped."));
  }

  @Test
  void the_whole_run_is_decided_whatever_the_order_of_the_steps() {
    int rounds = 0;
    while (!next().isEmpty()) {
      next()
          .forEach(
              (name, next) -> {
                if (next instanceof Next.Ready) {
                  after(name, StepState.SUCCEEDED);
                } else if (next instanceof Next.Skip) {
                  after(name, StepState.SKIPPED);
                }
              });
      rounds++;
    }

    assertThat(ended).hasSize(8);
    assertThat(rounds).isEqualTo(5);
    assertThat(Graph.state(ended.values())).isEqualTo(StepState.SUCCEEDED);
  }

  @Test
  void a_pipeline_fails_with_any_step_that_did() {
    after("extract", StepState.SUCCEEDED).after("check", StepState.SKIPPED);
    assertThat(Graph.state(ended.values())).isEqualTo(StepState.SUCCEEDED);

    after("load", StepState.REJECTED).after("cleanup", StepState.SUCCEEDED);
    assertThat(Graph.state(ended.values())).isEqualTo(StepState.FAILED);
  }
}
