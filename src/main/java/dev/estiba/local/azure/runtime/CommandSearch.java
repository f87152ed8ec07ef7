package dev.estiba.local.azure.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out before a start whether a command can be run, as a container engine does. */
final class CommandSearch {

  /** A command that cannot be run, with the exit code that a shell gives it. */
  record Problem(int exitCode, String message) {}

  private CommandSearch() {}

  static Optional<Problem> problemOf(String command, String path, Path workingDirectory) {
    List<Path> candidates = candidates(command, path, workingDirectory);
    if (candidates.stream().anyMatch(f -> Files.isRegularFile(f) && Files.isExecutable(f))) {
      return Optional.empty();
    }
    if (candidates.stream().anyMatch(Files::exists)) {
      return Optional.of(new Problem(126, "exec: \"" + command + "\": permission denied"));
    }
    String where = command.contains("/") ? "no such file or directory" : "not found in $PATH";
    return Optional.of(new Problem(127, "exec: \"" + command + "\": executable file " + where));
  }

  private static List<Path> candidates(String command, String path, Path workingDirectory) {
    if (command.contains("/")) {
      return List.of(workingDirectory.resolve(command));
    }
    return Stream.of(path.split(":", -1))
        .map(folder -> workingDirectory.resolve(folder).resolve(command))
        .toList();
  }
}
