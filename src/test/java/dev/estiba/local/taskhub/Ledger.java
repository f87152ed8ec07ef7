package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a task hub has acknowledged, one line per answer, in a file beside the hub's: written at
 * once, by one call of the operating system, so that a kill leaves no half of a line.
 */
final class Ledger {

  enum Kind {
    SCHEDULED,
    RAISED,
    ENDED,
    TERMINATED,
    /** Not an answer: from here on the instance may be gone. */
    PURGING,
    PURGED,
    /** An answer that was an exception. */
    REFUSED,
    /** Anything else that the process tells of itself. */
    TOLD
  }

  record Entry(Kind kind, String id, String detail) {}

  private Ledger() {}

  static Path beside(Path database) {
    return database.resolveSibling("hub.acks");
  }

  static OutputStream append(Path database) throws IOException {
    return Files.newOutputStream(
        beside(database), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static byte[] line(Kind kind, String id, String detail) {
    String oneLine = detail.replace('\n', ' ');
    return (kind + "\t" + id + "\t" + oneLine + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static List<Entry> read(Path database) throws IOException {
    Path file = beside(database);
    return Files.exists(file) ? parse(Files.readString(file)) : List.of();
  }

  static List<Entry> parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split("\t", 3);
      entries.add(new Entry(Kind.valueOf(fields[0]), fields[1], fields[2]));
    }
    return entries;
  }

  static Set<String> ids(List<Entry> entries, Kind kind) {
    Set<String> ids = new HashSet<>();
    entries.stream().filter(entry -> entry.kind() == kind).map(Entry::id).forEach(ids::add);
    return ids;
  }

  /** Every answer that was given still holds. */
  static void assertKept(TaskHubClient client, List<Entry> entries) {
    Set<String> purged = ids(entries, Kind.PURGING);
    for (Entry entry : entries) {
      Optional<InstanceState> state = client.find(entry.id());
      switch (entry.kind()) {
        case SCHEDULED, RAISED ->
            assertThat(state.isPresent() || purged.contains(entry.id()))
                .as(() -> "It is there: " + entry)
                .isTrue();
        case ENDED -> {
          if (!purged.contains(entry.id())) {
            assertThat(state.orElseThrow(() -> new AssertionError("Lost: " + entry)).output())
                .as(() -> "The output of " + entry)
                .isEqualTo(entry.detail());
            assertThat(state.get().status()).isEqualTo(RuntimeStatus.COMPLETED);
          }
        }
        case TERMINATED ->
            assertThat(state.orElseThrow(() -> new AssertionError("Lost: " + entry)).status())
                .as("status of %s", entry)
                .isEqualTo(RuntimeStatus.TERMINATED);
        case PURGED -> assertThat(state).as("purged: %s", entry).isEmpty();
        case PURGING, REFUSED, TOLD -> {}
      }
    }
  }
}
