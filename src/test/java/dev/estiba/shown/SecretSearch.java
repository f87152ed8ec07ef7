package dev.estiba.shown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.testing.LivingFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;

/** Looks for a secret of tasks wherever Estiba writes or answers something. Thread-safe. */
final class SecretSearch {

  private final String secret = "s3cret-" + UUID.randomUUID();
  private final boolean secure;
  private final Set<String> found = new ConcurrentSkipListSet<>();

  private SecretSearch(boolean secure) {
    this.secure = secure;
  }

  /** With a secure variable, where this Estiba knows them; else with a plain one. */
  static SecretSearch of(RunningHost host) {
    SecretSearch search = new SecretSearch(true);
    ObjectNode task = Json.object().put("image", "busybox");
    task.putArray("environmentVariables").add(search.variable());
    return host.post("/api/tasks", task.toString()).status() == 202
        ? search
        : new SecretSearch(false);
  }

  /** For the tasks. */
  ObjectNode variable() {
    return Json.object().put("name", "MARKER").put(secure ? "secureValue" : "value", secret);
  }

  void see(String place, String text) {
    if (text.contains(secret)) {
      found.add(place);
    }
  }

  /** The task hub and the names in the log archive. */
  void seeFiles(Path data) {
    for (String hub : List.of("taskhub.db", "taskhub.db-wal")) {
      Path file = data.resolve(hub);
      see("task hub", Files.exists(file) ? bytes(file) : "");
    }
    try {
      LivingFolder.files(data.resolve("logs")).forEach(log -> see("name of a log", log.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String bytes(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> found() {
    return new TreeSet<>(found);
  }

  /**
   * Where it may be: nowhere, or where the text of a plain variable is. That it is found there
   * shows that it would be found.
   */
  Set<String> allowed() {
    return secure ? Set.of() : Set.of("task hub", "status of a task", "history of a task");
  }
}
