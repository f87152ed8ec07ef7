package dev.estiba.local.azure.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BehaviorTest {

  private static final String YAML =
      """
      seed: 1
      limits:            # per subscription and region
        createsPer5Minutes: 100
        createsPerHour: 300
        deletesPer5Minutes: 100
        deletesPerHour: 300
        containerGroups: 100
        cores: 100
      delays:
        create: 3s       # until the PUT is answered
        pull: 8s         # from Pulling to Pulled
        delete: 90s      # until a DELETE has taken effect
      logs:              # what is left once a container is stopped
        keptBytes: 16384
        keptLines: 1000
      rules:             # the first one that acts on a request is the only one
        - operation: create
          name: "job-*"
          skip: 0
          count: 3
          probability: 0.5
          effect:
            kind: throttle
            retryAfter: 17s
      simulations:       # the first one that fits a container holds
        - name: "job-*"
          container: main
          startDelay: 2s
          duration: 500ms
          exitCode: 1
          log: [one, two]
        - {}
      """;

  @Test
  void all_of_it_can_be_said_in_yaml() {
    Behavior expected =
        new Behavior(
            1,
            Limits.ORDINARY,
            new Delays(Duration.ofSeconds(3), Duration.ofSeconds(8), Duration.ofSeconds(90)),
            new Logs(16384, 1000),
            List.of(
                new Rule(
                    OperationKind.CREATE,
                    "job-*",
                    0,
                    3,
                    0.5,
                    new AnswerEffect.Throttle(Duration.ofSeconds(17), false))),
            List.of(
                new SimulatedContainers(
                    "job-*",
                    "main",
                    Duration.ofSeconds(2),
                    Duration.ofMillis(500),
                    1,
                    List.of("one", "two")),
                new SimulatedContainers("*", "*", Duration.ZERO, Duration.ZERO, 0, List.of())));

    assertThat(Behavior.ofYaml(YAML)).isEqualTo(expected);
    assertThat(Behavior.ofJson(expected.toJson().toString())).isEqualTo(expected);
  }

  @Test
  void nothing_has_to_be_said() {
    assertThat(Behavior.ofJson("{}")).isEqualTo(Behavior.GOOD);
    assertThat(Behavior.ofYaml("rules: []")).isEqualTo(Behavior.GOOD);
    assertThat(Behavior.ofYaml("rules: null")).isEqualTo(Behavior.GOOD);
    Rule rule = Behavior.ofYaml("rules: [{effect: {kind: close}}]").rules().get(0);
    assertThat(rule)
        .isEqualTo(Rule.always(OperationKind.ANY, "*", new WireEffect.Close(When.BEFORE)));
  }

  @ParameterizedTest
  @CsvSource({"0s, PT0S", "500ms, PT0.5S", "90s, PT90S", "2m, PT2M", "1h, PT1H"})
  void durations_are_what_people_write(String text, Duration duration) {
    Behavior behavior = Behavior.ofJson("{\"delays\":{\"pull\":\"" + text + "\"}}");

    assertThat(behavior.delays().pull()).isEqualTo(duration);
    assertThat(Behavior.ofJson(behavior.toJson().toString())).isEqualTo(behavior);
  }

  static Stream<Effect> effects() {
    Duration time = Duration.ofMillis(1500);
    return Stream.of(
        new AnswerEffect.Throttle(time, true),
        new AnswerEffect.Transitioning(),
        AnswerEffect.Error.of(503, "ServerTimeout", When.AFTER),
        new AnswerEffect.Error(418, "Teapot", "I am {group}", time, When.BEFORE),
        new AnswerEffect.NotFound(),
        new AnswerEffect.DeleteIgnored(),
        new WireEffect.Close(When.AFTER),
        new WireEffect.Hang(time, When.BEFORE),
        new WireEffect.Delay(time, When.AFTER),
        new WireEffect.LostResponse(),
        new WireEffect.HalfResponse(),
        new WireEffect.InvalidJson("<html>"),
        new ViewEffect.NoInstanceView(true),
        new ViewEffect.StaleState("Running", null),
        new ViewEffect.InfrastructureError(),
        new ViewEffect.NoExitCode(),
        new ViewEffect.Log("other"),
        new ViewEffect.MissingFromList("a*"),
        new PlatformEffect.ProvisioningFailure("InsufficientCapacity", "none"),
        new PlatformEffect.Vanish());
  }

  @ParameterizedTest
  @MethodSource("effects")
  void every_effect_is_read_as_it_is_written(Effect effect) {
    Behavior behavior = Behavior.ofRules(Rule.times(2, OperationKind.GET, "a?", effect));

    assertThat(Behavior.ofJson(behavior.toJson().toString())).isEqualTo(behavior);
    assertThat(Behavior.ofYaml(behavior.toJson().toString())).isEqualTo(behavior);
  }

  @Test
  void no_effect_is_left_out_of_this_test() {
    JsonSubTypes.Type[] kinds = Effect.class.getAnnotation(JsonSubTypes.class).value();

    assertThat(effects().map(Object::getClass))
        .containsAll(Arrays.stream(kinds).<Class<?>>map(JsonSubTypes.Type::value).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limit: {}                                    | limit: unknown; expected one of",
        "seed: x                                      | seed: expected a whole number",
        "seed: 1.5                                    | seed: expected a whole number",
        "seed: \"1\"                                  | seed: expected a whole number",
        "limits: 5                                    | limits: expected an object",
        "limits: {cores: -1}                          | limits.cores: expected a whole number of 0 or more, but found -1",
        "limits: {cores: many}                        | limits.cores: expected a whole number",
        "limits: {createsPerHour: 99999999999}        | limits.createsPerHour: Numeric value (99999999999) out of range",
        "delays: {pull: soon}                         | delays.pull: expected a duration such as",
        "delays: {pull: -5s}                          | delays.pull: expected a duration such as",
        "delays: {pull: 8}                            | delays.pull: expected a duration such as",
        "delays: {pull: [8s]}                         | delays.pull: expected a duration such as",
        "logs: {keptBytes: 16KB}                      | logs.keptBytes: expected a whole number",
        "rules: {}                                    | rules: expected a list",
        "rules: [5]                                   | rules[0]: expected an object",
        "rules: [{}]                                  | rules[0].effect: expected an object with a 'kind'",
        "rules: [{effect: {}}]                        | rules[0].effect.kind: expected one of throttle, transitioning,",
        "rules: [{effect: {kind: explode}}]           | rules[0].effect.kind: expected one of throttle, transitioning,",
        "rules: [{effect: {kind: close}, often: 1}]   | rules[0].often: unknown; expected one of",
        "rules: [{effect: {kind: close}, name: 5}]    | rules[0].name: expected a text",
        "rules: [{effect: {kind: close}, skip: -1}]   | rules[0].skip: expected a whole number of 0 or more, but found -1",
        "rules: [{effect: {kind: close}, count: -1}]  | rules[0].count: expected a whole number of 0 or more, but found -1",
        "rules: [{effect: {kind: close}, probability: 1.5}] | rules[0].probability: expected a number from 0 to 1, but found 1.5",
        "rules: [{effect: {kind: close}, operation: x}] | rules[0].operation: expected one of any, create, get",
        "rules: [{effect: {kind: close, when: now}}]  | rules[0].effect.when: expected one of before, after",
        "rules: [{effect: {kind: close, at: 1}}]      | rules[0].effect.at: unknown; expected one of when",
        "rules: [{effect: {kind: notFound, at: 1}}]   | rules[0].effect.at: unknown; expected no field",
        "rules: [{effect: {kind: close}}, {effect: {kind: throttle, retryAfter: 17}}] | rules[1].effect.retryAfter: expected a duration such as",
        "rules: [{effect: {kind: throttle, asDate: 5}}] | rules[0].effect.asDate: expected true or false",
        "rules: [{effect: {kind: delay}}]             | rules[0].effect.by: expected a duration such as",
        "rules: [{effect: {kind: hang, for: long}}]   | rules[0].effect.for: expected a duration such as",
        "rules: [{effect: {kind: error}}]             | rules[0].effect: expected 'status' or 'code'",
        "rules: [{effect: {kind: error, status: 200, code: x}}] | rules[0].effect.status: expected an HTTP status from 400 to 599",
        "rules: [{effect: {kind: error, status: 418}}] | rules[0].effect: expected both 'status' and 'code'",
        "[]                                           | expected an object",
        "{                                            | expected YAML",
        "{seed: 1, seed: 2}                           | Duplicate field 'seed'",
      })
  void what_is_not_understood_is_refused_with_its_place(String yaml, String message) {
    assertThatThrownBy(() -> Behavior.ofYaml(yaml))
        .isInstanceOf(InvalidBehaviorException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{} {}", "null", "``", "{'a'"})
  void what_is_no_json_object_is_refused(String json) {
    assertThatThrownBy(() -> Behavior.ofJson(json)).isInstanceOf(InvalidBehaviorException.class);
  }
}
