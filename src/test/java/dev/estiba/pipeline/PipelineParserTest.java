package dev.estiba.pipeline;

import static dev.estiba.pipeline.Pipelines.parse;
import static dev.estiba.pipeline.Pipelines.problem;
import static dev.estiba.pipeline.Pipelines.problems;
import static dev.estiba.pipeline.Pipelines.valid;
import static dev.estiba.pipeline.Pipelines.withWord;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineParserTest {

  private static final String NIGHTLY =
      """
      name: nightly
      env: {REGION: weu}
      timeoutSeconds: 3600
      outputs: {rows: "${{ steps.load.outputs.rows }} rows"}
      steps:
        - name: extract
          task: {image: etl, command: [extract, "${{ env.REGION }}"]}
        - name: transform
          needs: [extract]
          batch:
            items: "${{ steps.extract.outputs.files }}"
            maxParallel: 20
            task: {image: etl, command: [transform, "{{item}}"]}
        - name: approve
          needs: transform
          approval: {timeoutHours: 24, timeoutSeconds: 30, message: "Load?", onTimeout: reject}
        - name: load
          needs: [approve]
          if: ${{ success() }}
          task:
            image: etl
            environmentVariables: [{name: ROWS, value: "${{ steps.transform.outputs.rows }}"}]
        - name: cleanup
          needs: [load]
          if: always()
          pipeline:
            env: {STATE: "${{ steps.load.state }}", REGION: neu}
            steps:
              - {name: clean, task: {image: etl, command: ["${{ env.STATE }}", "${{ env.REGION }}"]}}
      """;

  @Test
  void a_whole_pipeline_is_read() {
    Pipeline pipeline = valid(NIGHTLY);

    assertThat(pipeline.name()).isEqualTo("nightly");
    assertThat(pipeline.env()).isEqualTo(Map.of("REGION", "weu"));
    assertThat(pipeline.timeoutSeconds()).isEqualTo(3600);
    assertThat(pipeline.outputs()).isEqualTo(Map.of("rows", "${{ steps.load.outputs.rows }} rows"));
    assertThat(pipeline.steps())
        .extracting(Step::name)
        .containsExactly("extract", "transform", "approve", "load", "cleanup");
    assertThat(pipeline.steps())
        .extracting(Step::condition)
        .containsExactly("success()", "success()", "success()", "success()", "always()");
    assertThat(pipeline.steps().get(2).needs()).containsExactly("transform");
    assertThat(pipeline.steps().get(2).work()).isEqualTo(new Work.Approval(86430, "Load?"));
    assertThat(pipeline.steps().get(1).work())
        .isInstanceOfSatisfying(
            Work.Batch.class,
            batch ->
                assertThat(batch.document().path("items").asText())
                    .isEqualTo("${{ steps.extract.outputs.files }}"));
    assertThat(pipeline.steps().get(4).work())
        .isInstanceOfSatisfying(
            Work.Nested.class,
            nested ->
                assertThat(nested.pipeline().steps()).extracting(Step::name).contains("clean"));
  }

  @Test
  void it_survives_the_codec() {
    Pipeline pipeline = valid(NIGHTLY);

    assertThat(Json.read(Json.write(pipeline), Pipeline.class)).isEqualTo(pipeline);
  }

  @Test
  void defaults_are_filled_in() {
    Pipeline pipeline = valid("steps: [{name: a, approval: {}}]");

    assertThat(pipeline.name()).isNull();
    assertThat(pipeline.timeoutSeconds()).isEqualTo(2592000);
    assertThat(pipeline.steps().get(0).work()).isEqualTo(new Work.Approval(604800, null));
  }

  @Test
  void a_chain_orders_the_steps_as_they_are_written() {
    Pipeline pipeline =
        valid(
            """
            chain: true
            steps:
              - {name: a, task: {image: x}}
              - {name: b, task: {image: x}}
              - {name: c, task: {image: x, command: ["${{ steps.a.outputs.x }}"]}}
            """);

    assertThat(pipeline.steps())
        .extracting(Step::needs)
        .containsExactly(List.of(), List.of("a"), List.of("b"));
  }

  @Test
  void a_chain_has_no_needs() {
    assertThat(
            problem(
                """
                chain: true
                steps:
                  - {name: a, task: {image: x}}
                  - {name: b, needs: [a], task: {image: x}}
                """))
        .isEqualTo(
            "line 4, column 15: /steps/1/needs must not be there: with chain each step needs the one"
                + " before it");
  }

  @Test
  void a_circle_is_told_with_the_way_round() {
    assertThat(
            problem(
                """
                steps:
                  - {name: start, task: {image: x}}
                  - {name: a, needs: [start, b], task: {image: x}}
                  - {name: b, needs: [c], task: {image: x}}
                  - {name: c, needs: [a], task: {image: x}}
                  - {name: end, needs: [c], task: {image: x}}
                """))
        .isEqualTo(
            "line 3, column 15: /steps/1/needs goes round, so that none of these steps could begin: a"
                + " -> b -> c -> a");
  }

  @Test
  void a_step_that_needs_itself_goes_round_too() {
    assertThat(problem("steps: [{name: a, needs: a, task: {image: x}}]"))
        .contains("/steps/0/needs goes round", "a -> a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{name: a}; 0; must have exactly one of task, batch, approval and pipeline",
        "{name: a, task: {image: x}, approval: {}}; 0; must have exactly one of",
        "{task: {image: x}}; 0/name; is required",
        "{name: A, task: {image: x}}; 0/name; must be 1 to 40 lower-case letters",
        "{name: 1a, task: {image: x}}; 0/name; must be 1 to 40 lower-case letters",
        "{name: a, wants: [], task: {image: x}}; 0/wants; is not known here; allowed are name, needs,"
            + " if, task, batch, approval, pipeline",
        "{name: a, needs: [b], task: {image: x}}; 0/needs/0; names the step 'b', which there is not;"
            + " there are a",
        "{name: a, needs: b, task: {image: x}}; 0/needs; names the step 'b', which there is not",
        "{name: a, needs: {}, task: {image: x}}; 0/needs; must be a list of texts",
        "{name: a, if: 5, task: {image: x}}; 0/if; must be text, not a number",
        "{name: a, if: failure(), task: {image: x}}; 0/if; can never be true, so that the step would"
            + " never run: the step needs no other",
        "{name: a, task: []}; 0/task; must be an object such as",
        "{name: a, task: {}}; 0/task/image; is required",
        "{name: a, task: {image: x, cpu: 99}}; 0/task/cpu; must be a number from 0.1 to 31",
        "{name: a, batch: {items: 5, task: {image: x}}}; 0/batch/items; must be a list such as",
        "{name: a, batch: {items: [1], task: {image: x, cpu: a}}}; 0/batch/task/cpu; must be a number",
        "{name: a, batch: {items: ['${{ env.X }}'], task: {image: x}}}; 0/batch/items/0; has env.X,",
        "{name: a, approval: {timeoutHours: 0}}; 0/approval/timeoutHours; must be a whole number from"
            + " 1 to 720 (hours)",
        "{name: a, approval: {timeoutHours: 720, timeoutSeconds: 1}}; 0/approval/timeoutSeconds;"
            + " with timeoutHours must be at most 2592000 seconds (30 days)",
        "{name: a, approval: {onTimeout: approve}}; 0/approval/onTimeout; must be reject: nobody's",
        "{name: a, approval: {message: '${{ env.X }}'}}; 0/approval/message; has env.X, which is",
        "{name: a, pipeline: {}}; 0/pipeline/steps; is required: a list with at least one step",
        "{name: a, pipeline: {steps: []}}; 0/pipeline/steps; is required: a list with at least one",
        "{name: a, pipeline: {steps: [{name: b, needs: [a], task: {image: x}}]}};"
            + " 0/pipeline/steps/0/needs/0; names the step 'a', which there is not; there are b",
        "{name: a, pipeline: {env: {X: '${{ env.Y }}'}, steps: [{name: b, task: {image: x}}]}};"
            + " 0/pipeline/env/X; has env.Y, which is not in env"
      })
  void what_is_wrong_with_a_step_is_told(String step, String place, String problem) {
    List<Problem> problems = problems("steps: [" + step + "]");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).path()).isEqualTo("/steps/" + place);
    assertThat(problems.get(0).message()).startsWith(problem);
    assertThat(problems.get(0).place()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; must be an object such as {\"steps\"",
        "{}; /steps is required: a list with at least one step",
        "{steps: {}}; /steps must be a list of objects",
        "{steps: [5]}; /steps/0 must be an object, not a number",
        "{name: A, steps: [{name: a, approval: {}}]}; /name must be 1 to 40",
        "{env: {_A: x}, steps: [{name: a, approval: {}}]}; /env/_A is no name of a variable",
        "{env: {A: 5}, steps: [{name: a, approval: {}}]}; /env/A must be text, not a number",
        "{env: {A: '${{ env.B }}', B: ''}, steps: [{name: a, approval: {}}]}; /env/A has env.B, which",
        "{outputs: {'a b': ''}, steps: [{name: a, approval: {}}]}; /outputs/a b is no name of an",
        "{outputs: {a: '${{ steps.b.state }}'}, steps: [{name: a, approval: {}}]}; /outputs/a has the"
            + " step 'b', which there is not; there are a",
        "{timeoutSeconds: 0, steps: [{name: a, approval: {}}]}; /timeoutSeconds must be a whole",
        "{on: push, steps: [{name: a, approval: {}}]}; /on is not known here; allowed are name, env,"
            + " timeoutSeconds, steps, chain, outputs"
      })
  void what_is_wrong_around_the_steps_is_told(String yaml, String problem) {
    assertThat(problem(yaml)).contains(problem);
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThat(
            problems(
                """
                env: {A: 5}
                steps:
                  - {name: a, task: {image: UPPER, command: ["${{ env.B }}"]}}
                  - {name: a, needs: [c], if: steps.x.state == 'Failed', task: {}}
                """))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "/env/A",
            "/steps/0/task/image",
            "/steps/0/task/command/0",
            "/steps/1/name",
            "/steps/1/needs/0",
            "/steps/1/if",
            "/steps/1/task/image");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "${{ env.CPU; has ${{ without }} behind it; no } may stand in between",
        "a ${{ env.REGION }} b ${{ env.X }} c; has env.X, which is not in env; it has REGION, CPU"
            + " (character 1 of `${{ env.X }}`)",
        "${{ }}; has the end in place of a value",
        "${{ steps.other.outputs.x }}; has the step 'other', which need not have ended by then",
        "${{ success() }}; has success(), which only an if may ask",
        "${{ '}' }}; has ${{ without }} behind it"
      })
  void a_wrong_expression_in_a_task_is_told(String word, String problem) {
    assertThat(problem(withWord(word)))
        .startsWith("line 7, column 32: /steps/2/task/command/0 " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "environmentVariables: [{name: A, secureValue: '${{ env.B }}'}];"
            + " environmentVariables/0/secureValue",
        "environmentVariables: [{name: A, secureValue: 'a ${{ steps.none.outputs'}];"
            + " environmentVariables/0/secureValue",
        "containerGroup: {properties: {sku: '${{ env.B }}'}}; containerGroup",
        "imageRegistryCredentials: [{server: r, username: u, password: 'a${{ env.B }}'}];"
            + " imageRegistryCredentials/0/password"
      })
  void a_secret_has_no_expression(String field, String place) {
    String task = "{image: x, " + field + "}";

    for (String work :
        List.of("task: " + task, "batch: {items: ['${{ env.B }}'], task: " + task + "}")) {
      String path = work.startsWith("task") ? "/steps/0/task/" : "/steps/0/batch/task/";
      assertThat(problems("env: {B: b}\nsteps:\n  - {name: a, " + work + "}\n"))
          .anySatisfy(
              problem -> {
                assertThat(problem.path()).isEqualTo(path + place);
                assertThat(problem.message()).startsWith("must have no expression: it is a secret");
              });
    }
  }

  @Test
  void a_reference_to_a_secret_may_have_one() {
    valid(
        """
        env: {VAULT: prod}
        steps:
          - name: a
            task:
              image: x
              environmentVariables:
                - name: A
                  secureValue: {keyVault: "https://${{ env.VAULT }}.vault.azure.net/secrets/a"}
        """);
  }

  @Test
  void secrets_are_noted_where_they_stand() {
    String secret = "{name: A, secureValue: s}";
    ParsedPipeline parsed =
        parse(
            """
            steps:
              - {name: a, task: {image: x, environmentVariables: [%1$s]}}
              - {name: b, batch: {items: [1], task: {image: x, environmentVariables: [%1$s]}}}
              - name: c
                pipeline:
                  steps: [{name: a, task: {image: x, environmentVariables: [%1$s]}}]
            """
                .formatted(secret));

    assertThat(((ParsedPipeline.Valid) parsed).literalSecrets())
        .containsExactlyInAnyOrder(
            "/steps/0/task/environmentVariables/0/secureValue",
            "/steps/1/batch/task/environmentVariables/0/secureValue",
            "/steps/2/pipeline/steps/0/task/environmentVariables/0/secureValue");
  }

  @Test
  void sealed_secrets_are_read_only_from_our_own_documents() throws JsonProcessingException {
    JsonNode sealed =
        Json.parse(
            "{\"steps\":[{\"name\":\"a\",\"task\":{\"image\":\"x\",\"environmentVariables\":"
                + "[{\"name\":\"A\",\"secureValue\":{\"sealed\":\"xyz\"}}]}}]}");

    assertThat(PipelineParser.readSealed(sealed).steps()).hasSize(1);
    assertThat(PipelineParser.parse(sealed)).isInstanceOf(ParsedPipeline.Invalid.class);
  }

  @Test
  void the_env_is_checked_with_the_tasks_that_get_it() {
    String variables =
        IntStream.range(0, 1000)
            .mapToObj(i -> "{name: V" + i + ", value: ''}")
            .collect(Collectors.joining(", "));

    assertThat(
            problem(
                "env: {A: x}\nsteps: [{name: a, task: {image: x, environmentVariables: ["
                    + variables
                    + "]}}]"))
        .contains("/steps/0/task/environmentVariables must have at most 1000 items; it has 1001");
    valid(
        "env: {V7: x}\nsteps: [{name: a, task: {image: x, environmentVariables: ["
            + variables
            + "]}}]");
  }

  @Test
  void a_number_may_come_from_env() {
    valid("env: {CPU: \"2\"}\nsteps: [{name: a, task: {image: x, cpu: \"${{ env.CPU }}\"}}]");

    assertThat(
            problem(
                "env: {CPU: \"99\"}\nsteps: [{name: a, task: {image: x, cpu: \"${{ env.CPU }}\"}}]"))
        .contains("/steps/0/task/cpu must be a number from 0.1 to 31");
  }

  @Test
  void there_are_at_most_200_steps_in_all() {
    String hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> "{name: s" + i + ", approval: {}}")
            .collect(Collectors.joining(", "));
    String nested = "steps: [{name: a, pipeline: {steps: [" + hundred + "]}}, ";

    valid(nested + hundred.substring(0, hundred.lastIndexOf(", {")) + "]");
    assertThat(problem(nested + hundred + "]"))
        .isEqualTo(
            "line 1, column 1: /steps must be at most 200, with those of nested pipelines; there are"
                + " 201");
  }

  @Test
  void pipelines_are_at_most_5_deep() {
    String five = "steps: [{name: a, approval: {}}]";
    for (int i = 0; i < 4; i++) {
      five = "steps: [{name: a, pipeline: {" + five + "}}]";
    }

    valid(five);
    assertThat(problem("steps: [{name: a, pipeline: {" + five + "}}]"))
        .contains("/steps/0/pipeline/steps/0/pipeline/steps/0/pipeline must not be deeper than 5");
  }
}
