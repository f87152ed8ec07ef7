package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the launcher decides, in a copy of the project whose Java and Maven only say what is asked.
 */
final class LauncherIT {

  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("2026-01-02T00:00:00Z");

  @TempDir private Path project;
  @TempDir private Path machine;
  private EstibaProcess process;

  @BeforeEach
  void copy() throws IOException {
    Files.copy(EstibaProcess.launcher(), project.resolve("estiba"));
    write("pom.xml", EARLY);
    write("host.json", EARLY);
    write("src/main/java/App.java", EARLY);
    script(project.resolve("mvnw"), "echo \"$@\" >> mvnw.calls; touch target/estiba.jar");
    java("17");
  }

  @AfterEach
  void stop() {
    process.close();
  }

  private void write(String file, Instant time) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
    Files.setLastModifiedTime(path, FileTime.from(time));
    // A folder in which a file appears is newer too: here only the file is to count.
    for (Path up = path.getParent(); !up.equals(project); up = up.getParent()) {
      Files.setLastModifiedTime(up, FileTime.from(EARLY));
    }
  }

  private static void script(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A Java of that version that prints its arguments. */
  private void java(String version) throws IOException {
    script(
        machine.resolve("bin/java"),
        """
        case $1 in
          -XshowSettings*) echo "    java.specification.version = %s" >&2 ;;
          *) printf '%%s\\n' "$@"; exit 42 ;;
        esac"""
            .formatted(version));
  }

  private EstibaProcess launch(String... arguments) {
    process =
        EstibaProcess.start(
            project.resolve("estiba"),
            Map.of("JAVA_HOME", machine.toString(), "ESTIBA_JAVA_OPTIONS", ""),
            List.of(arguments));
    return process;
  }

  private Path calls() {
    return project.resolve("mvnw.calls");
  }

  @ParameterizedTest
  @CsvSource({"1.8", "11", "16", "''"})
  void an_old_java_gives_one_line(String version) throws IOException {
    java(version);

    EstibaProcess estiba = launch("run", "busybox");

    assertThat(estiba.exitCode()).isEqualTo(125);
    assertThat(estiba.stdout()).isEmpty();
    assertThat(estiba.stderr())
        .startsWith("estiba: " + machine.resolve("bin/java"))
        .contains("Install a JDK, 17 or newer")
        .hasLineCount(1);
    assertThat(calls()).doesNotExist();
  }

  @Test
  void no_java_at_all_gives_one_line() throws IOException {
    for (String tool : List.of("dirname", "readlink", "sed", "find")) {
      script(machine.resolve("tools").resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
    }

    process =
        EstibaProcess.start(
            project.resolve("estiba"),
            Map.of("JAVA_HOME", "", "PATH", machine.resolve("tools").toString()),
            List.of("up"));

    assertThat(process.exitCode()).isEqualTo(125);
    assertThat(process.stderr())
        .isEqualTo("estiba: no Java found. Install a JDK, 17 or newer, or set JAVA_HOME.\n");
  }

  @ParameterizedTest
  @CsvSource({"17", "25"})
  void what_is_not_built_is_built_and_run(String version) throws IOException {
    java(version);

    EstibaProcess estiba = launch("run", "--cpu", "2", "a b", "--", "*");

    assertThat(estiba.exitCode()).isEqualTo(42);
    assertThat(calls()).content().hasLineCount(1).contains("package").contains("maven.test.skip");
    assertThat(estiba.stdout())
        .contains("-cp\n" + project + "/target/estiba.jar:" + project + "/target/lib/*\n")
        .endsWith("dev.estiba.cli.Main\nrun\n--cpu\n2\na b\n--\n*\n");
    assertThat(estiba.stderr()).startsWith("Building Estiba");
  }

  @Test
  void what_is_built_is_run_as_it_is() throws IOException {
    write("target/estiba.jar", LATE);

    EstibaProcess estiba = launch("up");

    assertThat(estiba.exitCode()).isEqualTo(42);
    assertThat(estiba.stdout()).endsWith("dev.estiba.cli.Main\nup\n");
    assertThat(estiba.stderr()).isEmpty();
    assertThat(calls()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"src/main/java/App.java", "src/main/java/New.java", "pom.xml", "host.json"})
  void a_newer_source_is_built(String source) throws IOException {
    write("target/estiba.jar", EARLY);
    write(source, LATE);

    assertThat(launch("up").exitCode()).isEqualTo(42);
    assertThat(calls()).content().hasLineCount(1);
  }

  @Test
  void a_source_that_is_gone_is_a_change_too() throws IOException {
    write("target/estiba.jar", LATE);
    // Its folder becomes newer than the jar.
    Files.delete(project.resolve("src/main/java/App.java"));

    assertThat(launch("up").exitCode()).isEqualTo(42);
    assertThat(calls()).content().hasLineCount(1);
  }

  @Test
  void a_build_that_fails_is_told() throws IOException {
    script(project.resolve("mvnw"), "echo broken; exit 1");

    EstibaProcess estiba = launch("up");

    assertThat(estiba.exitCode()).isEqualTo(125);
    assertThat(estiba.stdout()).isEmpty();
    assertThat(estiba.stderr())
        .contains("broken\n")
        .endsWith("estiba: the build failed; see above.\n");
  }
}
