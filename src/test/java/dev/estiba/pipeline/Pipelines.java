package dev.estiba.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Problem;
import java.util.List;

/** Documents of pipelines in YAML, and what the parser makes of them. */
final class Pipelines {

  private Pipelines() {}

  static ParsedPipeline parse(String yaml) {
    return PipelineParser.parse(Document.read(yaml, DocumentFormat.YAML));
  }

  static Pipeline valid(String yaml) {
    ParsedPipeline parsed = parse(yaml);
    assertThat(parsed).isInstanceOf(ParsedPipeline.Valid.class);
    return ((ParsedPipeline.Valid) parsed).pipeline();
  }

  static List<Problem> problems(String yaml) {
    ParsedPipeline parsed = parse(yaml);
    assertThat(parsed).isInstanceOf(ParsedPipeline.Invalid.class);
    return ((ParsedPipeline.Invalid) parsed).problems();
  }

  /** The only problem, with its place, as people see it. */
  static String problem(String yaml) {
    List<Problem> problems = problems(yaml);
    assertThat(problems).hasSize(1);
    return problems.get(0).toString();
  }

  /** Two steps, the second of which needs the first and has the condition. */
  static String withCondition(String condition) {
    return """
        env: {REGION: weu}
        steps:
          - {name: a, task: {image: x}}
          - {name: other, task: {image: x}}
          - name: b
            needs: [a]
            if: %s
            task: {image: x}
        """
        .formatted(quoted(condition));
  }

  /** Two steps, the second of which needs the first and has the word in its command. */
  static String withWord(String word) {
    return """
        env: {REGION: weu, CPU: "2"}
        steps:
          - {name: a, task: {image: x}}
          - {name: other, task: {image: x}}
          - name: b
            needs: [a]
            task: {image: x, command: [%s]}
        """
        .formatted(quoted(word));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
