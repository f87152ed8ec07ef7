package dev.estiba.pipeline;

import static dev.estiba.pipeline.Pipelines.problem;
import static dev.estiba.pipeline.Pipelines.valid;
import static dev.estiba.pipeline.Pipelines.withCondition;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  private static final Map<String, String> OUTPUTS =
      Map.of(
          "yes", "true",
          "n", "10",
          "word", "b'c",
          "files", "[\"x\", {\"size\": 3}]",
          "dotted.name", "d");

  private static boolean runs(String condition, StepState stateOfA) {
    Pipeline pipeline = valid(withCondition(condition));
    Values values = new Values(pipeline.env(), Map.of("a", new StepOutcome(stateOfA, OUTPUTS)));
    return Graph.next(pipeline, values).get("b") instanceof Next.Ready;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "success()",
        "${{ success() }}",
        "${{success()}}",
        "  success ( )  ",
        "always()",
        "!failure()",
        "!!true",
        "true",
        "failure() || success()",
        "failure() && failure() || success()",
        "!(failure() && success())",
        "env.REGION == 'weu'",
        "env['REGION'] == 'weu'",
        "env.REGION != 'neu' && success()",
        "steps.a.state == 'Succeeded'",
        "steps['a'].state != 'Failed'",
        "steps.a.outputs.yes == true",
        "steps.a.outputs.yes == 'true'",
        "true != false",
        "steps.a.outputs.n == 10",
        "steps.a.outputs.n == 1e1",
        "steps.a.outputs.n == '10'",
        "steps.a.outputs.n != '10.0'",
        "steps.a.outputs.n > 9",
        "steps.a.outputs.n >= 10.0",
        "steps.a.outputs.n < 10.5",
        "9.5 <= steps.a.outputs.n",
        "steps.a.outputs.n > -1",
        "steps.a.outputs.n > '9'",
        "steps.a.outputs.word == 'b''c'",
        "steps.a.outputs.word > 'a'",
        "steps.a.outputs.word != 5",
        "!(steps.a.outputs.word < 5) && !(steps.a.outputs.word >= 5)",
        "steps.a.outputs.files[0] == 'x'",
        "steps.a.outputs.files[1].size == 3",
        "steps.a.outputs.files[1]['size'] < 4",
        "steps.a.outputs['dotted.name'] == 'd'",
        "steps.a.outputs.none == ''",
        "steps.a.outputs.files[7] == ''",
        "steps.a.outputs.word[0] == ''"
      })
  void a_true_condition_has_the_step_run(String condition) {
    assertThat(runs(condition, StepState.SUCCEEDED)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failure()",
        "!success()",
        "env.REGION == 'WEU'",
        "steps.a.outputs.yes != true",
        "steps.a.outputs.n > 10",
        "steps.a.outputs.n < 10",
        "steps.a.outputs.n == '1e1'",
        "steps.a.outputs.word == 5",
        "steps.a.outputs.none == 'x'"
      })
  void a_false_one_has_it_skipped(String condition) {
    assertThat(runs(condition, StepState.SUCCEEDED)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, true, false, true, true",
    "FAILED, false, true, true, false",
    "TIMED_OUT, false, true, true, false",
    "CANCELLED, false, true, true, false",
    "REJECTED, false, true, true, false",
    "SKIPPED, false, false, true, false"
  })
  void the_functions_ask_how_what_is_needed_has_ended(
      StepState state, boolean success, boolean failure, boolean always, boolean plain) {
    assertThat(runs("success()", state)).isEqualTo(success);
    assertThat(runs("failure()", state)).isEqualTo(failure);
    assertThat(runs("always()", state)).isEqualTo(always);
    assertThat(runs("env.REGION == 'weu'", state)).isEqualTo(plain);
    assertThat(runs("always() && steps.a.state == '" + state.displayName() + "'", state)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`` ; has the end in place of a value (character 1 of ``)",
        "success ; has success without (): write success() (character 1",
        "done() ; has the function done(), which there is not; there are success(), failure() and"
            + " always() (character 1",
        "success() and true ; has 'and' in place of an operator or the end (character 11",
        "success(1) ; has '1' in place of ) (character 9",
        "(success() ; has the end in place of ) (character 11",
        "success() & true ; has &: write && for and (character 11",
        "success() | success() ; has |: write || for or (character 11",
        "env.REGION = 'x' ; has =: compare with == (character 12",
        "env.REGION == \"x\" ; has \": put texts in single quotes (character 15",
        "env.REGION == 'x ; has a text without a ' at its end (character 15",
        "env.REGION ; needs true or false, not a text: compare it",
        "'x' ; needs true or false, not a text: compare it",
        "!5 ; needs true or false, not a number: compare it",
        "success() == 'true' ; compares true or false with a text (character 1",
        "success() < true ; orders what has no order: true or false (character 1",
        "env.NONE == 'x' ; has env.NONE, which is not in env; it has REGION (character 1",
        "steps.x.state == 'Failed' ; has the step 'x', which there is not; there are a, other, b",
        "steps.other.state == 'Failed' ; has the step 'other', which need not have ended by then:"
            + " name it in needs (character 1",
        "steps.b.outputs.x == 'y' ; has the step 'b', which need not have ended by then",
        "always() && steps.a.state == 'failed' ; has 'failed', which is no state; states are"
            + " Succeeded, Failed, TimedOut, Cancelled, Rejected, Skipped (character 30",
        "steps.a.state == 5 ; compares a state with a number",
        "steps.a.state < 'Failed' ; orders what has no order: a state",
        "steps.a.result == 'x' ; has steps.a.result; a step has outputs and state (character 9",
        "steps.a == 'x' ; has '==' in place of a dot and a name (character 9",
        "steps.a.outputs == 'x' ; has '==' in place of a dot and a name",
        "steps.a.outputs.f[-1] == 'x' ; has '-1' in place of an index from 0 on, or a name",
        "steps[0].state == 'x' ; needs a name in single quotes, not a number",
        "success() ${{ true }} ; has $: ${{ }} stands around a whole expression only (character 11",
        "x == 5 ; has 'x', which is not known; write env.NAME,"
      })
  void a_wrong_condition_is_told_with_its_character(String condition, String problem) {
    assertThat(problem(withCondition(condition)))
        .startsWith("line 7, column 5: /steps/2/if " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "false ; so that the step would never run",
        "success() && failure() ; so that the step would never run",
        "1 == 2 || !true ; so that the step would never run",
        "!always() ; so that the step would never run",
        "success() && steps.a.state == 'Failed' ; so that the step would never run",
        "steps.a.state == 'Failed' ; also asks for success(), and then all that the step needs is"
            + " Succeeded; begin it with always() && or failure() &&"
      })
  void a_condition_that_can_never_be_true_is_refused(String condition, String problem) {
    assertThat(problem(withCondition(condition)))
        .startsWith("line 7, column 5: /steps/2/if can never be true")
        .contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "success() || failure()",
        "!success() && !failure()",
        "always() && steps.a.state == 'Failed'",
        "failure() && steps.a.outputs.x != ''",
        "env.REGION == 'neu'",
        "steps.a.outputs.x == '1'"
      })
  void one_that_may_be_true_is_not(String condition) {
    assertThat(valid(withCondition(condition)).steps().get(2).condition()).isEqualTo(condition);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!"})
  void no_depth_is_too_much(String opening) {
    assertThat(problem(withCondition(opening.repeat(900) + "true")))
        .contains("has more than 30 parentheses and ! within each other (character 31");
  }

  @Test
  void no_length_is_too_much() {
    assertThat(problem(withCondition("true || ".repeat(20_000) + "true")))
        .contains("has more than 1000 characters (character 1001 of `true || true");
  }
}
