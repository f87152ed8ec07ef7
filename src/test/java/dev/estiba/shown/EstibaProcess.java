package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The launcher {@code ./estiba} as a process of its own. Every wait has an end. */
final class EstibaProcess implements AutoCloseable {

  private static final Path PROJECT = Path.of(System.getProperty("estiba.project", "."));
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final List<String> arguments;
  private final Path out;
  private final Path err;
  private final Process process;

  private EstibaProcess(List<String> arguments, Path out, Path err, Process process) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
    this.process = process;
  }

  static EstibaProcess start(Map<String, String> environment, List<String> arguments) {
    return start(launcher(), environment, arguments);
  }

  /**
   * @param launcher the script, or a copy of it elsewhere
   */
  static EstibaProcess start(
      Path launcher, Map<String, String> environment, List<String> arguments) {
    try {
      Path out = Files.createTempFile("estiba-", ".out");
      Path err = Files.createTempFile("estiba-", ".err");
      // What starts the tests in the background may have made them ignore SIGINT.
      List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
      command.add(launcher.toString());
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      return new EstibaProcess(arguments, out, err, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path launcher() {
    return PROJECT.resolve("estiba").toAbsolutePath();
  }

  String stdout() {
    return text(out);
  }

  String stderr() {
    return text(err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end. */
  int exitCode() {
    return exitCodeWithin(LONGEST);
  }

  int exitCodeWithin(Duration duration) {
    try {
      assertThat(process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS))
          .as("%s ends within %s", this, duration)
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  EstibaProcess awaitStdout(String text) {
    return awaitText(text, this::stdout);
  }

  EstibaProcess awaitStderr(String text) {
    return awaitText(text, this::stderr);
  }

  private EstibaProcess awaitText(String text, Supplier<String> output) {
    await("'" + text + "' of estiba " + arguments)
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(20))
        .failFast(
            () -> {
              boolean ended = !isAlive();
              assertThat(ended && !output.get().contains(text)).as("%s ended", this).isFalse();
            })
        .until(() -> output.get().contains(text));
    return this;
  }

  /** What it has used of the processors so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** As Ctrl-C does. */
  void interrupt() {
    try {
      int exitCode =
          new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(exitCode).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    exitCode();
  }

  @Override
  public void close() {
    kill();
    try {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "estiba " + String.join(" ", arguments) + "\n" + stderr();
  }

  private static String text(Path file) {
    try {
      return Files.exists(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          : "(deleted)";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
