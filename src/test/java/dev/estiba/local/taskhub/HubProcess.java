package dev.estiba.local.taskhub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Task hubs in a process of their own, which runs {@link HubProgram}. */
final class HubProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path errors;

  private HubProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /**
   * @param scratch a directory for what the process writes that is none of the test's business
   */
  static HubProcess start(Path scratch, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(scratch, List.of(), environment, arguments);
  }

  static HubProcess start(
      Path scratch, List<String> prefix, Map<String, String> environment, String... arguments)
      throws IOException {
    Files.createDirectories(scratch);
    Path errors = scratch.resolve("errors.txt");
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.add("-Dorg.sqlite.tmpdir=" + scratch);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(HubProgram.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    return new HubProcess(builder.start(), errors);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Ends the load, lets the hub finish what it has, and waits until the process has ended. */
  void finish() throws IOException, InterruptedException {
    endLoad();
    awaitSuccess();
  }

  void endLoad() throws IOException {
    process.getOutputStream().close();
  }

  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  void awaitSuccess() throws IOException, InterruptedException {
    if (awaitEnd() != 0) {
      throw new AssertionError("The process failed: " + errors());
    }
  }

  int awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("The process does not end: " + errors());
    }
    return process.exitValue();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
