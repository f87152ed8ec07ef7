package dev.estiba.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that serves for as long as the benchmark needs it. */
final class PeerProcess implements AutoCloseable {

  private static final Duration LONGEST_END = Duration.ofSeconds(20);
  private static final long BETWEEN_LOOKS_MILLIS = 100;

  /** Says whether the process serves by now. */
  interface Check {
    boolean isReady() throws Exception;
  }

  private final String name;
  private final Path log;
  private final Process process;

  private PeerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * @param name for people and for the log
   * @param signal that ends the process at once
   */
  static PeerProcess start(
      Bench bench, String name, String signal, Map<String, String> environment, String... command)
      throws IOException {
    Path log = bench.log(name);
    ProcessBuilder builder =
        Watched.command(signal, List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new PeerProcess(name, log, builder.start());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * @throws PeerUnavailableException if it ends before, or is not ready in that time
   */
  PeerProcess awaitReady(Duration longest, Check check)
      throws PeerUnavailableException, InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!isReady(check)) {
      if (!process.isAlive()) {
        throw new PeerUnavailableException(name + " ended: " + BenchLogs.lastLine(log));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new PeerUnavailableException(
            name + " was not ready within " + longest.toSeconds() + " s; see " + log);
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    }
    return this;
  }

  private static boolean isReady(Check check) throws InterruptedException {
    try {
      return check.isReady();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
