package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of {@code samples/}, as their pages have them, without a container engine. */
final class SamplesIT {

  private static final Path PROJECT = EstibaProcess.launcher().getParent();
  private static final Pattern SCRIPT = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path home;

  static List<String> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("samples"))) {
      return files
          .filter(file -> file.endsWith("README.md"))
          .sorted()
          .flatMap(SamplesIT::scriptsIn)
          .toList();
    }
  }

  private static Stream<String> scriptsIn(Path page) {
    try {
      return SCRIPT
          .matcher(Files.readString(page))
          .results()
          .map((MatchResult script) -> script.group(1).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EstibaProcess sh(String script) {
    Map<String, String> environment =
        Map.of("XDG_DATA_HOME", home.toString(), "DOCKER_HOST", "unix:///nonexistent.sock");
    return launched.other(
        Path.of("/bin/sh"), environment, "-ec", "cd '" + PROJECT + "'; " + script);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void each_command_does_what_it_should(String script) {
    EstibaProcess shell = sh(script);

    assertThat(shell.exitCode()).as(shell.toString()).isZero();
    assertThat(shell.stdout()).isNotEmpty();
    assertThat(new DataFolder(home.resolve("estiba")).leftovers()).isEmpty();
  }

  @Test
  void the_packed_batch_has_the_square_of_each_index() throws Exception {
    EstibaProcess shell = sh("./estiba batch samples/packed-batch/batch.yaml -o json");

    assertThat(shell.exitCode()).as(shell.toString()).isZero();
    JsonNode squares = Json.parse(shell.stdout()).path("outputs").path("square");
    assertThat(squares).hasSize(32);
    assertThat(squares.path(31).asInt()).isEqualTo(31 * 31);
  }

  @Test
  void every_document_is_valid() {
    EstibaProcess lint = sh("./estiba lint samples/*/*.yaml");

    assertThat(lint.exitCode()).as(lint.stdout()).isZero();
  }
}
