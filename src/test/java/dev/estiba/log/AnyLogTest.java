package dev.estiba.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.log.WrittenLog.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random writers, windows, fetches that overtake each other, and crashes: what is kept is what was
 * written, but for the places that are marked, and each of these is counted.
 */
class AnyLogTest {

  private static final int LOGS = 60;
  private static final LogKey KEY = new LogKey("instance", 1, "main");
  private static final Pattern MARKER =
      Pattern.compile("(2026\\S+ )?\\[estiba\\] Gap ([0-9]+): lines may be missing here.*");
  private static final Pattern OUTPUT = Pattern.compile("2026\\S+ ::output ([a-d])=([0-9]+)\r?");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void what_is_kept_is_what_was_written_but_for_counted_gaps(int part) throws Exception {
    for (int i = 0; i < LOGS; i++) {
      long seed = part * 10_000L + i;
      Path folder = directory.resolve(Long.toString(seed));
      new Scenario(new Random(seed), folder, "seed " + seed).run();
    }
  }

  /** A fetch under way. */
  private record Fetch(long length, Window window, boolean ended) {}

  private static final class Scenario {

    private static final int UNKNOWN = -1;

    private final Random random;
    private final Path folder;
    private final String name;
    private final WrittenLog written;
    private final int windowBytes;
    private final boolean wholeLines;
    private final boolean crashes;
    private final List<Fetch> underWay = new ArrayList<>();

    /** Up to where the written log is kept, unless a crash made that unknown. */
    private int keptUpTo;

    Scenario(Random random, Path folder, String name) {
      this.random = random;
      this.folder = folder;
      this.name = name;
      this.written = new WrittenLog(random);
      this.windowBytes = random.nextInt(4) == 0 ? 1_000_000 : 300 + random.nextInt(3000);
      this.wholeLines = random.nextBoolean();
      this.crashes = random.nextBoolean();
    }

    void run() throws IOException {
      if (wholeLines) {
        // That whole lines are missing before a first fetch is only known from its size.
        written.write(1);
        append(archive(new DirectoryLogStore(folder)), fetch(false));
      }
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(3)) {
          case 0 -> written.write(random.nextInt(20));
          case 1 -> underWay.add(fetch(false));
          default -> appendOne();
        }
      }
      written.end();
      underWay.add(fetch(true));
      underWay.add(fetch(false));
      underWay.add(fetch(true));
      while (!underWay.isEmpty()) {
        appendOne();
      }
      keepAll();
      check();
    }

    private void keepAll() throws IOException {
      append(archive(new DirectoryLogStore(folder)), fetch(true));
      long length = Files.exists(file()) ? Files.size(file()) : 0;
      append(archive(new DirectoryLogStore(folder)), fetch(true));
      append(archive(new DirectoryLogStore(folder)), fetch(false));
      assertThat(archive(new DirectoryLogStore(folder)).length(KEY)).as(name).isEqualTo(length);
    }

    private Fetch fetch(boolean ended) throws IOException {
      long length = archive(new DirectoryLogStore(folder)).length(KEY);
      return new Fetch(length, written.newest(windowBytes, wholeLines), ended);
    }

    private void appendOne() throws IOException {
      if (underWay.isEmpty()) {
        return;
      }
      Fetch fetch = underWay.remove(random.nextInt(underWay.size()));
      if (crashes && random.nextInt(3) == 0) {
        int lastWrite = 1 + random.nextInt(3);
        try {
          append(archive(new DyingLogStore(folder, lastWrite, random.nextInt(101))), fetch);
        } catch (DyingLogStore.Died e) {
          keptUpTo = UNKNOWN;
        }
      } else {
        append(archive(new DirectoryLogStore(folder)), fetch);
      }
    }

    private void append(LogArchive archive, Fetch fetch) throws IOException {
      boolean alreadyMarked = endsWithMarker();
      Appended appended = archive.append(KEY, fetch.length(), fetch.window().text(), fetch.ended());
      if (appended instanceof Appended.Kept kept) {
        if (!alreadyMarked) {
          checkGap(fetch, kept);
        }
        keptUpTo = kept.lines() > 0 || kept.gap() ? fetch.window().end() : keptUpTo;
      }
    }

    private void checkGap(Fetch fetch, Appended.Kept kept) {
      int start = fetch.window().start();
      if (keptUpTo == UNKNOWN || kept.lines() == 0) {
        return;
      }
      if (start > keptUpTo) {
        assertThat(kept.gap()).as("%s: lost before %s", name, start).isTrue();
      } else if (start == 0 && windowBytes == 1_000_000
          || written.wholeLinesBetween(start, keptUpTo) >= 2 && !written.repeats()) {
        assertThat(kept.gap()).as("%s: nothing lost before %s", name, start).isFalse();
      }
    }

    private boolean endsWithMarker() throws IOException {
      List<String> kept = kept();
      return !kept.isEmpty() && MARKER.matcher(kept.get(kept.size() - 1)).matches();
    }

    private void check() throws IOException {
      List<String> kept = kept();
      List<List<String>> runs = runs(kept);
      LogSummary summary = archive(new DirectoryLogStore(folder)).summary(KEY);

      assertThat(summary.gaps()).as(name).isEqualTo(runs.size() - 1);
      assertThat(summary.outputs()).as(name).isEqualTo(outputs(kept));
      assertThat(summary.warnings()).as(name).isEmpty();
      assertThat(fits(runs, 0, 0)).as(name).isTrue();
      assertThat(readInParts()).as(name).isEqualTo(text(kept));
    }

    /** What is between the marks; these count from 1. */
    private List<List<String>> runs(List<String> kept) {
      List<List<String>> runs = new ArrayList<>(List.of(new ArrayList<>()));
      for (String line : kept) {
        Matcher marker = MARKER.matcher(line);
        if (marker.matches()) {
          assertThat(marker.group(2)).as(name).isEqualTo(Integer.toString(runs.size()));
          runs.add(new ArrayList<>());
        } else {
          runs.get(runs.size() - 1).add(line);
        }
      }
      return runs;
    }

    /** Whether each run stands in what was written, the first at its begin and all in order. */
    private boolean fits(List<List<String>> runs, int run, int from) {
      List<String> all = written.lines();
      if (run == runs.size()) {
        return from == all.size() || runs.get(run - 1).isEmpty();
      }
      int last = run == 0 ? 0 : all.size();
      for (int at = from; at <= last; at++) {
        int end = at + runs.get(run).size();
        if (end <= all.size()
            && all.subList(at, end).equals(runs.get(run))
            && fits(runs, run + 1, end)) {
          return true;
        }
      }
      return false;
    }

    private static Map<String, String> outputs(List<String> kept) {
      Map<String, String> outputs = new LinkedHashMap<>();
      for (String line : kept) {
        Matcher output = OUTPUT.matcher(line);
        if (output.matches()) {
          outputs.put(output.group(1), output.group(2));
        }
      }
      return outputs;
    }

    private String readInParts() throws IOException {
      StringBuilder text = new StringBuilder();
      long offset = 0;
      LogRange range;
      do {
        range =
            archive(new DirectoryLogStore(folder)).read(KEY, offset, 1 + random.nextInt(500), true);
        text.append(range.text());
        offset = range.nextOffset();
      } while (!range.atEnd());
      return text.toString();
    }

    private LogArchive archive(LogStore store) {
      return new LogArchive(
          store, new LogWindow(Set.of(windowBytes), Set.of(windowBytes), Integer.MAX_VALUE));
    }

    private Path file() {
      return folder.resolve(KEY.path());
    }

    private static String text(List<String> lines) {
      return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** The whole lines. */
    private List<String> kept() throws IOException {
      if (!Files.exists(file())) {
        return List.of();
      }
      String text = new String(Files.readAllBytes(file()), UTF_8);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      return whole.isEmpty()
          ? List.of()
          : List.of(whole.split("\n", -1))
              .subList(0, (int) whole.chars().filter(c -> c == '\n').count());
    }
  }
}
