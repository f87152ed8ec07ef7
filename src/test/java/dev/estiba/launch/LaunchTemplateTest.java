package dev.estiba.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.pipeline.DocumentKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchTemplateTest {

  private static final Cause SOME_EVENT = Cause.unknown("event", "subject", "data");

  private static JsonNode yaml(String text) {
    return ((Document.Tree) Document.read(text, DocumentFormat.YAML)).tree();
  }

  private static LaunchTemplate template(String yaml, Findings findings) {
    return LaunchTemplate.read(new Fields(yaml(yaml), "", findings), SOME_EVENT);
  }

  private static LaunchTemplate valid(String yaml) {
    Findings findings = new Findings();
    LaunchTemplate template = template(yaml, findings);
    assertThat(findings.list()).isEmpty();
    return template;
  }

  private static List<String> problems(String yaml) {
    Findings findings = new Findings();
    LaunchTemplate unused = template(yaml, findings);
    return findings.list().stream().map(Problem::toString).toList();
  }

  private static Cause event(String json) {
    return new Cause("event", Json.read(json, JsonNode.class));
  }

  private static List<String> refusal(LaunchTemplate template, String event) {
    Launch.Invalid invalid = (Launch.Invalid) template.fill(event(event));
    return invalid.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void a_task_is_filled_with_what_the_event_says() {
    LaunchTemplate template =
        valid(
            """
            task:
              image: busybox
              cpu: "{{event.data.cpu}}"
              command: [process, "{{ event.data.files.1 }}", "of {{event.subject}}", "{{.State}}"]
            """);

    Launch launch =
        template.fill(event("{\"subject\":\"s\",\"data\":{\"cpu\":2,\"files\":[\"a\",\"b\"]}}"));

    assertThat(template.kind()).isEqualTo(DocumentKind.TASK);
    assertThat(launch).isInstanceOf(Launch.OfTask.class);
    JsonNode task = Json.toTree(((Launch.OfTask) launch).task());
    assertThat(task.findValue("cpu").asDouble()).isEqualTo(2);
    assertThat(task.findValue("command").toString())
        .isEqualTo("[\"process\",\"b\",\"of s\",\"{{.State}}\"]");
  }

  @Test
  void placeholders_of_a_batch_and_expressions_of_a_pipeline_are_left_to_them() {
    LaunchTemplate batch =
        valid(
            """
            batch:
              items: "{{event.data.files}}"
              task: {image: busybox, command: ["{{item}}", "{{event.subject}}"]}
            """);
    LaunchTemplate pipeline =
        valid(
            """
            pipeline:
              env: {FILE: "{{event.subject}}"}
              steps: [{name: a, task: {image: busybox, command: ["${{ env.FILE }}"]}}]
            """);

    Launch ofBatch = batch.fill(event("{\"subject\":\"s\",\"data\":{\"files\":[1,2]}}"));
    Launch ofPipeline = pipeline.fill(event("{\"subject\":\"s\",\"data\":{}}"));

    assertThat(Json.write(((Launch.OfBatch) ofBatch).batch()))
        .contains("[1,2]", "[\"{{item}}\",\"s\"]");
    assertThat(Json.write(((Launch.OfPipeline) ofPipeline).pipeline()))
        .contains("\"FILE\":\"s\"", "[\"${{ env.FILE }}\"]");
  }

  @Test
  void an_event_brings_no_placeholders_into_what_has_some_of_its_own() {
    LaunchTemplate task = valid("task: {image: busybox, command: ['{{event.subject}}']}");
    LaunchTemplate pipeline =
        valid("pipeline: {env: {A: '{{event.subject}}'}, steps: [{name: a, approval: {}}]}");
    String evil = "{\"subject\":\"${{ env.B }}\",\"data\":{}}";

    assertThat(task.fill(event(evil))).isInstanceOf(Launch.OfTask.class);
    assertThat(refusal(pipeline, evil))
        .singleElement()
        .asString()
        .startsWith("/pipeline/env/A has the placeholder {{event.subject}}, whose value has {{");
  }

  @Test
  void what_the_event_does_not_say_is_told() {
    LaunchTemplate template =
        valid("task: {image: busybox, command: ['{{event.data.a}}', '{{event.data.files.7}}']}");

    assertThat(refusal(template, "{\"data\":{\"b\":1,\"files\":[]}}"))
        .containsExactly(
            "/task/command/0 has the placeholder {{event.data.a}}, and there is no field a, only"
                + " b, files",
            "/task/command/1 has the placeholder {{event.data.files.7}}, and the list has no item"
                + " 7, only 0");
  }

  @Test
  void what_is_wrong_whatever_happens_is_told_at_once() {
    assertThat(problems("task: {image: busybox, cpu: -1, command: ['{{event.nothing}}']}"))
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("/task/cpu must be"))
        .anyMatch(problem -> problem.contains("there is no field nothing, only subject, data"));
    assertThat(problems("batch: {items: [a], task: {image: busybox, cpu: many}}"))
        .singleElement()
        .asString()
        .startsWith("/batch/task/cpu must be");
    assertThat(problems("pipeline: {steps: []}"))
        .singleElement()
        .asString()
        .startsWith("/pipeline/steps");
    assertThat(problems("name: x"))
        .singleElement()
        .asString()
        .contains("must have exactly one of task, batch and pipeline");
  }

  @Test
  void what_is_wrong_with_what_the_event_says_is_told_then() {
    LaunchTemplate template = valid("task: {image: busybox, cpu: '{{event.data}}'}");

    assertThat(refusal(template, "{\"data\":-1}"))
        .singleElement()
        .asString()
        .startsWith("/task/cpu must be");
  }

  @Test
  void each_item_that_comes_with_an_event_is_checked() {
    String batch = "batch: {items: '{{event.data.files}}', task: {image: '{{item.image}}'}}";
    String event = "{\"data\":{\"files\":[{\"image\":\"busybox\"},{}]}}";
    String wrong = "items/1 makes a wrong task: /task/image has the placeholder {{item.image}}";
    LaunchTemplate ofBatch = valid(batch);
    LaunchTemplate ofPipeline = valid("pipeline: {steps: [{name: a, " + batch + "}]}");

    assertThat(refusal(ofBatch, event)).singleElement().asString().startsWith("/batch/" + wrong);
    assertThat(refusal(ofPipeline, event))
        .singleElement()
        .asString()
        .startsWith("/pipeline/steps/0/batch/" + wrong);
    assertThat(ofBatch.fill(event(event.replace("{}", "{\"image\":\"x\"}"))))
        .isInstanceOf(Launch.OfBatch.class);
  }

  @Test
  void what_an_event_says_makes_no_wrong_task_for_any_item() {
    LaunchTemplate template =
        valid("batch: {count: 3, task: {image: busybox, name: '{{event.subject}}'}}");

    assertThat(refusal(template, "{\"subject\":\"2026-12-01T02:30:00+01:00\"}"))
        .singleElement()
        .asString()
        .startsWith("/batch/task/name must be");
  }

  @Test
  void sealed_secrets_are_no_problem_of_what_is_filled() {
    String batch =
        "batch: {items: '{{event.data}}', task: {image: x, environmentVariables: [{name: A,"
            + " secureValue: {sealed: v1}}]}}";

    for (String document : List.of(batch, "pipeline: {steps: [{name: a, " + batch + "}]}")) {
      LaunchTemplate template = template(document, Findings.inOurDocument());

      assertThat(template.fill(event("{\"data\":[1,2]}"))).isNotInstanceOf(Launch.Invalid.class);
    }
  }

  @Test
  void secrets_have_no_placeholders_and_come_with_no_event() {
    String secret = "image: busybox, environmentVariables: [{name: A, secureValue: '%s'}]";

    for (String document :
        List.of("task: {" + secret + "}", "batch: {items: [a], task: {" + secret + "}}")) {
      assertThat(problems(document.formatted("x{{event.subject}}")))
          .singleElement()
          .asString()
          .contains("/0/secureValue must have no placeholder: it is a secret");
    }
    LaunchTemplate whole = valid("task: {image: busybox, environmentVariables: '{{event.data}}'}");
    assertThat(refusal(whole, "{\"data\":[{\"name\":\"A\",\"secureValue\":\"hunter2\"}]}"))
        .singleElement()
        .asString()
        .contains("/task/environmentVariables/0/secureValue must be no secret in plain text");
    LaunchTemplate ofItems =
        valid("batch: {count: 1, task: {image: x, environmentVariables: '{{event.data}}'}}");
    assertThat(refusal(ofItems, "{\"data\":[{\"name\":\"A\",\"secureValue\":\"hunter2\"}]}"))
        .singleElement()
        .asString()
        .contains("/task/environmentVariables/0/secureValue must be no secret in plain text");
  }

  @Test
  void values_have_a_limit_together() {
    LaunchTemplate template =
        valid("task: {image: busybox, command: ['{{event.data}}', '{{event.data}}']}");
    String event = Json.write(Json.object().put("data", "x".repeat(600_000)));

    assertThat(refusal(template, event))
        .anyMatch(problem -> problem.startsWith("/task/command/1 makes the document too long"));
  }
}
