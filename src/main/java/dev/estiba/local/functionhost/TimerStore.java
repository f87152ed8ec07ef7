package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.web.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the status of each timer in a file, so that a run missed while the host was down is made up
 * for. Thread-safe for different timers.
 */
record TimerStore(Path directory) {

  private static final Logger log = LoggerFactory.getLogger(TimerStore.class);

  /** Empty for a timer that never ran here; also if its file cannot be read. */
  Optional<TimerStatus> read(String function) {
    Path file = file(function);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TimerStatus.of(Json.read(Files.readString(file))));
    } catch (IOException | DateTimeException e) {
      log.warn("Timer {}: {} is unreadable and ignored: {}", function, file, e.toString());
      return Optional.empty();
    }
  }

  /**
   * Written aside and renamed, so that a crash leaves the old status or the new. A full disk stops
   * no timer: without its file only a missed run is not made up for.
   */
  void write(String function, TimerStatus status) {
    Path file = file(function);
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(directory);
      Files.writeString(aside, Json.write(status.asJson()));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("Timer {}: tried to write {} but failed because: {}", function, file, e.toString());
    }
  }

  private Path file(String function) {
    return directory.resolve(function + ".json");
  }
}
