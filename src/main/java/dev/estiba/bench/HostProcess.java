package dev.estiba.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code estiba up} in a JVM of its own, over simulated containers. */
final class HostProcess implements AutoCloseable {

  private static final String MAIN = "dev.estiba.cli.Main";
  private static final Pattern READY = Pattern.compile("Ready at (\\S+) in (.*?)\\. Press.*");
  private static final long LONGEST_END_SECONDS = 20;

  private final Process process;
  private final URI url;
  private final String phases;
  private final double readySeconds;

  private HostProcess(Process process, URI url, String phases, double readySeconds) {
    this.process = process;
    this.url = url;
    this.phases = phases;
    this.readySeconds = readySeconds;
  }

  /** Returns once it says that it is ready. */
  static HostProcess start(Path data, int heapMegabytes, Path log) throws IOException {
    List<String> command =
        JavaProcess.command(
            MAIN, "up", "--port", "0", "--runtime", "simulated", "--data", data.toString());
    command.add(1, "-Xmx" + heapMegabytes + "m");
    long began = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        double seconds = (System.nanoTime() - began) / 1e9;
        return new HostProcess(process, URI.create(ready.group(1)), ready.group(2), seconds);
      }
    }
    process.destroyForcibly();
    throw new IOException("estiba up did not start: " + BenchLogs.lastLine(log));
  }

  URI url() {
    return url;
  }

  /** From the start of the process on. */
  double readySeconds() {
    return readySeconds;
  }

  /** What it says that took the time. */
  String phases() {
    return phases;
  }

  /** The most memory that the process ever had, heap and all; -1 where the system does not say. */
  long peakMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }

  /** As Ctrl-C does; returns how many seconds it took to end. */
  double interrupt() throws IOException, InterruptedException {
    long began = System.nanoTime();
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("It did not end within " + LONGEST_END_SECONDS + " s.");
    }
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
