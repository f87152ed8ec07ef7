package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a command under a small shell script that outlives this JVM and records how it ended. */
final class ProcessWrapper {

  /** Tells the processes of one container from all others, whatever session they move to. */
  static final String MARKER = "LOCAL_AZURE_CONTAINER";

  /** The default of Debian, for commands that bring no PATH of their own. */
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * Making the pid file by a link is the one step that decides which wrapper runs the command: so a
   * JVM that does not know whether an earlier one got that far just starts another wrapper. The
   * exit code appears by a rename, whole. Last, what the command left in its session is killed, as
   * in a container whose first process ends.
   */
  private static final String SCRIPT =
      """
      LOCAL_AZURE_DIR=$1; shift
      LOCAL_AZURE_START() { shift 21; LOCAL_AZURE_TICKS=$1; }
      read -r LOCAL_AZURE_STAT < "/proc/$$/stat"
      read -r LOCAL_AZURE_BOOT < /proc/sys/kernel/random/boot_id
      LOCAL_AZURE_START $LOCAL_AZURE_STAT
      cd "$LOCAL_AZURE_DIR" || exit
      printf '%s %s %s\\n' "$$" "$LOCAL_AZURE_TICKS" "$LOCAL_AZURE_BOOT" > "pid.$$"
      /bin/ln "pid.$$" pid || { /bin/rm -f "pid.$$"; exit; }
      /bin/rm -f "pid.$$"
      ( cd scratch && exec "$@" ) < /dev/null >> log 2>&1
      printf '%s\\n' "$?" > exit.tmp
      /bin/mv exit.tmp exit
      kill -s KILL 0
      """;

  private ProcessWrapper() {}

  static Process start(ProcessFiles files, ContainerSpec spec, String marker) throws IOException {
    Files.createDirectories(files.scratch());
    Files.writeString(files.wrapper(), SCRIPT);
    if (!Files.exists(files.log())) {
      Files.createFile(files.log());
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of("setsid", "/bin/sh", files.wrapper().toString()));
    command.add(files.directory().toString());
    command.addAll(spec.command());
    ProcessBuilder builder = new ProcessBuilder(command);
    fill(builder.environment(), files.scratch(), spec, marker);
    return builder
        .directory(files.directory().toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(files.directory().resolve("wrapper.log").toFile())
        .start();
  }

  private static void fill(
      Map<String, String> environment, Path scratch, ContainerSpec spec, String marker) {
    environment.clear();
    environment.put("PATH", PATH);
    environment.put("HOME", scratch.toString());
    environment.put("TMPDIR", scratch.toString());
    environment.put("LANG", "C.UTF-8");
    environment.putAll(spec.environment());
    environment.put(MARKER, marker);
  }
}
