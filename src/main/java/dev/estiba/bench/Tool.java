package dev.estiba.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs that a peer's installation needs. */
final class Tool {

  private Tool() {}

  /** Where a program is on the path. */
  static Optional<Path> find(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Path require(String program) throws PeerUnavailableException {
    return find(program)
        .orElseThrow(() -> new PeerUnavailableException("it needs " + program + " on the path"));
  }

  private static String describe(String[] command) {
    Path program = Path.of(command[0]).getFileName();
    return Stream.concat(Stream.of(String.valueOf(program)), Stream.of(command).skip(1).limit(2))
        .collect(Collectors.joining(" "));
  }

  /**
   * Runs a command to its end.
   *
   * @param log gets all that it says
   * @throws PeerUnavailableException if it fails, or takes longer
   */
  static void run(
      Path log, Path folder, Map<String, String> environment, Duration longest, String... command)
      throws IOException, InterruptedException, PeerUnavailableException {
    ProcessBuilder builder =
        Watched.command("KILL", List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String what = describe(command);
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PeerUnavailableException(
            "'" + what + "' took more than " + longest.toMinutes() + " minutes");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.getOutputStream().close();
    }
    if (process.exitValue() != 0) {
      throw new PeerUnavailableException("'" + what + "' failed: " + BenchLogs.lastLine(log));
    }
  }
}
