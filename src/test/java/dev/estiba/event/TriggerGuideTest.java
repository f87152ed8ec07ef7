package dev.estiba.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/events.md} shows of triggers is valid. */
class TriggerGuideTest {

  @Test
  void the_examples_are_valid_triggers() throws IOException {
    String guide = Files.readString(Path.of("docs", "events.md"));
    List<String> examples =
        Pattern.compile("```yaml\n((filter|blobs):.*?)```", Pattern.DOTALL)
            .matcher(guide)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(examples)
        .hasSize(2)
        .allSatisfy(
            example ->
                assertThat(TriggerReader.parse(Document.read(example, DocumentFormat.YAML)))
                    .isInstanceOf(ParsedTrigger.Valid.class));
  }
}
