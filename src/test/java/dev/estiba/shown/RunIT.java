package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./estiba run} on a machine without a container engine. */
final class RunIT {

  private static final Map<String, String> NO_ENGINE =
      Map.of("DOCKER_HOST", "unix:///nonexistent.sock");

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path scratch;

  private EstibaProcess runProcess(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--runtime", "process"));
    all.addAll(List.of(arguments));
    return launched.run(data, all.toArray(String[]::new));
  }

  private DataFolder folder() {
    return new DataFolder(data);
  }

  @Test
  void the_log_goes_to_stdout_progress_to_stderr_and_the_exit_code_is_the_containers() {
    EstibaProcess run =
        launched.run(NO_ENGINE, data, "busybox", "--", "sh", "-c", "echo hola; exit 3");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.stdout()).isEqualTo("hola\n");
    assertThat(run.stderr()).contains("Task ", "Failed: The container exited with 3");
    assertThat(folder().leftovers()).isEmpty();
  }

  @Test
  void one_line_says_that_no_engine_answers_and_an_image_alone_is_refused_with_what_to_do() {
    EstibaProcess run = launched.run(NO_ENGINE, data, "busybox");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(125);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines().filter(line -> line.contains("engine answers")))
        .containsExactly(
            "No Docker or Podman engine answers: commands run as plain processes, without their"
                + " images.");
    assertThat(run.stderr()).contains("Start Docker or Podman to run its image, or give a command");
  }

  @Test
  void an_engine_that_was_asked_for_and_does_not_answer_is_an_error() {
    EstibaProcess run =
        launched.run(NO_ENGINE, data, "--runtime", "docker", "busybox", "--", "true");

    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.stderr())
        .startsWith("estiba: No Docker or Podman engine answers.")
        .contains("--runtime process")
        .hasLineCount(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "run                          | Missing required parameter: 'IMAGE'",
        "run BAD//IMAGE               | /image must be an image reference",
        "run --cpu 0 busybox          | /cpu must be a number from 0.1",
        "run --timeout soon busybox   | '--timeout'",
        "run --runtime podman busybox | '--runtime'",
        "run --nope busybox           | Unknown option: '--nope'",
        "run -e NOT_SET_HERE busybox  | NOT_SET_HERE=VALUE",
        "up --port much               | '--port'",
        "down                         | 'down'",
      })
  void wrong_usage_is_named(String commandLine, String problem) {
    EstibaProcess estiba = launched.estiba(commandLine.split(" "));

    assertThat(estiba.exitCode()).isEqualTo(125);
    assertThat(estiba.stderr().lines().findFirst().orElse(""))
        .startsWith("estiba: ")
        .contains(problem);
    assertThat(estiba.stdout()).isEmpty();
  }

  @Test
  void a_timeout_ends_the_task_and_its_process() {
    EstibaProcess run = runProcess("--timeout", "1", "busybox", "--", "sleep", "300");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(124);
    assertThat(run.stderr()).contains("TimedOut");
    assertThat(folder().leftovers()).isEmpty();
  }

  @Test
  void variables_arrive_and_text_comes_back_as_it_was() {
    EstibaProcess run =
        runProcess("-e", "K=a  b=ñ 漢", "--env", "HOME", "x", "--", "sh", "-c", "echo \"$K|$HOME\"");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.stdout()).isEqualTo("a  b=ñ 漢|" + System.getenv("HOME") + "\n");
  }

  @Test
  void ten_thousand_lines_arrive_complete_and_in_order() {
    EstibaProcess run = runProcess("busybox", "--", "seq", "1", "10000");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.stdout())
        .isEqualTo(
            IntStream.rangeClosed(1, 10_000)
                .mapToObj(number -> number + "\n")
                .collect(Collectors.joining()));
  }

  @Test
  void a_command_that_cannot_be_started_is_told_with_the_reason() {
    EstibaProcess run = runProcess("busybox", "--", "no-such-command");

    assertThat(run.exitCode()).isEqualTo(127);
    assertThat(run.stderr()).contains("exited with 127", "no-such-command");
  }

  @Test
  void a_million_lines_written_at_once_arrive_complete() {
    EstibaProcess run = runProcess("busybox", "--", "seq", "1", "1000000");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).hasLineCount(1_000_000).endsWith("\n999999\n1000000\n");
  }

  @Test
  void an_argument_of_the_command_that_begins_with_an_at_sign_stays_as_it_is() throws Exception {
    Path file = Files.writeString(scratch.resolve("body"), "expanded");

    EstibaProcess run = runProcess("busybox", "--", "echo", "@" + file);

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEqualTo("@" + file + "\n");
  }

  @Test
  void output_is_seen_while_the_container_runs() throws Exception {
    Path go = scratch.resolve("go");

    EstibaProcess run = runProcess("x", "--", "sh", "-c", "echo early; " + waitFor(go));
    run.awaitStdout("early\n");
    boolean stillRan = run.isAlive();
    Files.createFile(go);

    assertThat(stillRan).isTrue();
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }

  @Test
  void ctrl_c_cancels_the_task_and_leaves_no_process() {
    EstibaProcess run = runProcess("busybox", "--", "sh", "-c", "echo up; sleep 300");
    run.awaitStdout("up\n");
    assertThat(folder().hasProcesses()).isTrue();

    run.interrupt();

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(130);
    assertThat(run.stderr()).contains("Cancelling the task", "Cancelled");
    assertThat(folder().leftovers()).isEmpty();
  }

  @Test
  void ctrl_c_before_anything_runs_leaves_nothing_either() {
    EstibaProcess run = runProcess("busybox", "--", "sleep", "300");
    run.awaitStderr("Commands run as plain processes");

    run.interrupt();

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(130);
    assertThat(folder().leftovers()).isEmpty();
  }

  @Test
  void a_run_uses_the_estiba_that_is_up_on_its_data_directory() {
    RunningHost host = launched.up(data, "--runtime", "process");

    EstibaProcess run = launched.run(data, "busybox", "--", "sh", "-c", "echo there; exit 4");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(4);
    assertThat(run.stdout()).isEqualTo("there\n");
    assertThat(run.stderr()).contains("Using the Estiba at " + host.url());
    assertThat(host.process().isAlive()).isTrue();
  }

  @Test
  void a_run_that_asks_for_another_runtime_than_is_up_is_refused() {
    launched.up(data, "--runtime", "process");

    EstibaProcess run = launched.run(data, "--runtime", "simulated", "busybox", "--", "true");

    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.stderr()).contains("has the runtime process, not simulated");
  }

  @Test
  void of_two_runs_on_one_data_directory_the_later_takes_over_when_the_earlier_ends()
      throws Exception {
    Path endFirst = scratch.resolve("end-first");
    Path endSecond = scratch.resolve("end-second");
    EstibaProcess first = runProcess("x", "--", "sh", "-c", waitFor(endFirst) + "; exit 4");
    first.awaitStderr("Task ");
    EstibaProcess second =
        runProcess("x", "--", "sh", "-c", "echo one; " + waitFor(endSecond) + "; echo two; exit 5");
    second.awaitStderr("Using the Estiba at ").awaitStdout("one\n");

    Files.createFile(endFirst);
    int firstExit = first.exitCode();
    Files.createFile(endSecond);

    assertThat(firstExit).as(first.toString()).isEqualTo(4);
    assertThat(second.exitCode()).as(second.toString()).isEqualTo(5);
    assertThat(second.stdout()).isEqualTo("one\ntwo\n");
    assertThat(folder().leftovers()).isEmpty();
  }

  private static String waitFor(Path file) {
    return "until [ -e " + file + " ]; do sleep 0.05; done";
  }
}
