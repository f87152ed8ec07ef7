package dev.estiba.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/pipeline.md} shows is valid. */
class PipelineGuideTest {

  private static List<String> examples() throws IOException {
    String guide = Files.readString(Path.of("docs", "pipeline.md"));
    return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
        .matcher(guide)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void the_example_is_a_valid_pipeline() throws IOException {
    Pipeline nightly = Pipelines.valid(examples().get(0));

    assertThat(nightly.steps()).hasSize(5);
  }

  @Test
  void steps_that_are_shown_are_valid_steps() throws IOException {
    Pipeline nested = Pipelines.valid("steps:\n" + examples().get(1).indent(2));

    assertThat(nested.steps()).extracting(Step::name).containsExactly("load", "report");
    assertThat(examples()).hasSize(2);
  }
}
