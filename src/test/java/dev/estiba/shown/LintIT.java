package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./estiba lint}, and {@code ./estiba run --file}. */
final class LintIT {

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path scratch;

  private String file(String name, String text) throws Exception {
    return Files.writeString(scratch.resolve(name), text).toString();
  }

  private EstibaProcess runProcess(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--runtime";
    all[1] = "process";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return launched.run(data, all);
  }

  @Test
  void valid_tasks_are_passed_without_a_word() throws Exception {
    EstibaProcess lint =
        launched.estiba(
            "lint",
            file("a.json", "{\"image\": \"busybox\"}"),
            file("b.yml", "image: busybox"),
            file("yaml", "image: busybox"),
            file("json", " {\"image\": \"busybox\"}"));

    assertThat(lint.exitCode()).as(lint.toString()).isZero();
    assertThat(lint.stdout()).isEmpty();
    assertThat(lint.stderr()).isEmpty();
  }

  @Test
  void each_problem_is_told_with_its_file_and_place() throws Exception {
    String first = file("a.json", "{\"image\": \"busybox\", \"cpu\": 0, \"x\": 1}");
    String second = file("b.yaml", "image: busybox");
    String third = file("c.yaml", "image: [");

    EstibaProcess lint = launched.estiba("lint", first, second, third, "-");

    assertThat(lint.exitCode()).as(lint.toString()).isEqualTo(1);
    assertThat(lint.stdout().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(first + ": line 1, column 22: /cpu must be a number from 0.1"),
            line ->
                assertThat(line).startsWith(first + ": line 1, column 32: /x is not known here"),
            line -> assertThat(line).startsWith(third + ": is not YAML (line 1, column 9)"),
            line -> assertThat(line).startsWith("-: is empty"));
  }

  @Test
  void a_file_that_cannot_be_read_is_named() throws Exception {
    Path binary = scratch.resolve("binary.json");
    Files.write(binary, "{\"image\": \"ñ\"}".getBytes(StandardCharsets.ISO_8859_1));

    EstibaProcess lint = launched.estiba("lint", "no/such/file", binary.toString());

    assertThat(lint.exitCode()).isEqualTo(125);
    assertThat(lint.stderr()).isEqualTo("estiba: no/such/file: there is no such file\n");
    assertThat(lint.stdout()).isEqualTo(binary + ": is not text in UTF-8\n");
  }

  @Test
  void a_task_in_a_file_runs_and_variables_and_timeout_are_added_to_it() throws Exception {
    String task =
        file(
            "task.yaml",
            """
            image: busybox
            command: [sh, -c, 'echo "$A $B $C"; exit 3']
            environmentVariables:
              - {name: A, value: a}
              - {name: B, value: b}
            """);

    EstibaProcess run = runProcess("--file", task, "-e", "B=bb", "-e", "C=c", "--timeout", "60");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.stdout()).isEqualTo("a bb c\n");
    assertThat(new DataFolder(data).leftovers()).isEmpty();
  }

  @Test
  void a_timeout_wins_over_the_files() throws Exception {
    String task =
        file(
            "task.json",
            "{\"image\": \"x\", \"command\": [\"sleep\", \"300\"], \"timeoutSeconds\": 600}");

    EstibaProcess run = runProcess("-f", task, "--timeout", "1");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(124);
  }

  @Test
  void what_a_file_says_is_not_given_beside_it() throws Exception {
    String task = file("task.yaml", "image: busybox");

    EstibaProcess image = launched.estiba("run", "-f", task, "busybox");
    EstibaProcess cpu = launched.estiba("run", "-f", task, "--cpu", "2");

    assertThat(image.exitCode()).isEqualTo(125);
    assertThat(image.stderr()).startsWith("estiba: IMAGE cannot be given beside --file");
    assertThat(cpu.exitCode()).isEqualTo(125);
    assertThat(cpu.stderr()).startsWith("estiba: --cpu cannot be given beside --file");
  }

  @Test
  void a_task_that_is_not_valid_does_not_run() throws Exception {
    String task = file("task.yaml", "image: BAD\ncpu: 0");

    EstibaProcess run = launched.estiba("run", "-f", task);

    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.stderr().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("estiba: " + task + ": line 1, column 1: /image must be"),
            line -> assertThat(line).startsWith(task + ": line 2, column 1: /cpu must be"));
  }
}
