package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What Linux tells in {@code /proc} about the processes of this machine. */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int SESSION = 3;
  private static final int START_TICKS = 19;

  private ProcessTable() {}

  /** The process still runs: it is not another one that was given the same pid later. */
  static boolean isAlive(ProcessFiles.Pid pid) throws IOException {
    return pid.boot().equals(bootId())
        && stat(pid.pid())
            .filter(stat -> Long.parseLong(stat.get(START_TICKS)) == pid.startTicks())
            .filter(ProcessTable::runs)
            .isPresent();
  }

  /** The living processes of that session, and those whose container marker matches. */
  static List<ProcessHandle> find(ProcessFiles.@Nullable Pid leader, Predicate<String> marker)
      throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    boolean sessionIsOurs = leader != null && leader.boot().equals(bootId());
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      Optional<List<String>> stat = stat(process.pid()).filter(ProcessTable::runs);
      if (stat.isEmpty()) {
        continue;
      }
      boolean inSession =
          sessionIsOurs && leader != null && stat.get().get(SESSION).equals("" + leader.pid());
      if (inSession || marker(process.pid()).filter(marker).isPresent()) {
        found.add(process);
      }
    }
    return found;
  }

  private static boolean runs(List<String> stat) {
    return !stat.get(STATE).equals("Z") && !stat.get(STATE).equals("X");
  }

  private static String bootId() throws IOException {
    return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).trim();
  }

  /** The fields after the command's name, which may itself hold blanks and parentheses. */
  private static Optional<List<String>> stat(long pid) {
    return read(pid, "stat")
        .map(stat -> List.of(stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ")));
  }

  /** The container that a process belongs to; the processes of other users cannot be read. */
  private static Optional<String> marker(long pid) {
    String prefix = ProcessWrapper.MARKER + "=";
    return read(pid, "environ")
        .flatMap(
            environment ->
                List.of(environment.split("\0")).stream()
                    .filter(entry -> entry.startsWith(prefix))
                    .map(entry -> entry.substring(prefix.length()))
                    .findFirst());
  }

  private static Optional<String> read(long pid, String file) {
    try {
      Path path = PROC.resolve(pid + "/" + file);
      return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
