package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Json;
import dev.estiba.functions.EstibaFunctions;
import dev.estiba.local.functionhost.app.FunctionApp;
import dev.estiba.local.functionhost.app.FunctionDefinition;
import dev.estiba.local.functionhost.app.FunctionScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged function app has what the local host registers, and what a deployment needs. */
final class FunctionJsonIT {

  private static final Path APP = Path.of(System.getProperty("estiba.functionApp"));
  private static final Path PROJECT = Path.of(System.getProperty("estiba.project"));

  static List<FunctionDefinition> functions() {
    return FunctionScanner.definitions(EstibaFunctions.classes());
  }

  @Test
  void it_has_the_same_functions() throws IOException {
    try (Stream<Path> files = Files.list(APP)) {
      assertThat(files.filter(folder -> Files.exists(folder.resolve("function.json"))))
          .extracting(folder -> folder.getFileName().toString())
          .containsExactlyInAnyOrderElementsOf(
              functions().stream().map(FunctionDefinition::name).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void each_is_declared_as_the_local_host_registers_it(FunctionDefinition function)
      throws IOException {
    String packaged = Files.readString(APP.resolve(function.name()).resolve("function.json"));

    assertThat(Json.parse(packaged)).isEqualTo(Json.parse(function.functionJson("../estiba.jar")));
  }

  @Test
  void the_host_gets_the_same_functions_from_the_files_as_from_the_annotations() {
    assertThat(FunctionApp.in(APP).functions())
        .isEqualTo(FunctionApp.of(EstibaFunctions.classes()).functions());
  }

  @Test
  void the_jar_has_each_entry_point() throws IOException {
    try (JarFile jar = new JarFile(APP.resolve("estiba.jar").toFile())) {
      assertThat(functions())
          .allSatisfy(
              function -> {
                String method = function.entryPoint();
                String type = method.substring(0, method.lastIndexOf('.'));
                assertThat(jar.getEntry(type.replace('.', '/') + ".class")).isNotNull();
              });
    }
  }

  @Test
  void host_json_is_the_projects() {
    assertThat(APP.resolve("host.json")).hasSameTextualContentAs(PROJECT.resolve("host.json"));
  }

  @Test
  void it_ships_what_the_functions_need_and_nothing_that_only_the_embedded_mode_needs() {
    List<String> jars = jars(APP.resolve("lib"));

    assertThat(jars)
        .anyMatch(jar -> jar.startsWith("durabletask-azure-functions-"))
        .anyMatch(jar -> jar.startsWith("azure-resourcemanager-containerinstance-"))
        .anyMatch(jar -> jar.startsWith("azure-identity-"))
        .anyMatch(jar -> jar.startsWith("azure-storage-blob-"))
        .anyMatch(jar -> jar.startsWith("azure-storage-queue-"))
        .anyMatch(jar -> jar.startsWith("httpclient5-"))
        .anyMatch(jar -> jar.startsWith("cron-utils-"))
        .anyMatch(jar -> jar.startsWith("jackson-dataformat-yaml-"))
        .anyMatch(jar -> jar.startsWith("snakeyaml-"))
        .noneMatch(jar -> jar.matches("(jetty|sqlite|docker-java|picocli|HdrHistogram).*"));
    // Else the line above would hold whatever the libraries are named.
    assertThat(jars(PROJECT.resolve("target/lib")))
        .anyMatch(jar -> jar.startsWith("jetty"))
        .anyMatch(jar -> jar.startsWith("sqlite"))
        .anyMatch(jar -> jar.startsWith("docker-java"))
        .anyMatch(jar -> jar.startsWith("picocli"))
        .anyMatch(jar -> jar.startsWith("HdrHistogram"));
  }

  private static List<String> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
