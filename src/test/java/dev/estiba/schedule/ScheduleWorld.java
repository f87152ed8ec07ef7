package dev.estiba.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.launch.Launch;
import dev.estiba.store.DocumentStore;
import dev.estiba.store.MemoryDocuments;
import dev.estiba.store.SharedDocuments;
import dev.estiba.store.TaggedDocuments;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hosts that start what schedules say, in virtual time; each of their steps may be their last. */
final class ScheduleWorld {

  /** A host dies. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What goes on, or has. */
  record Run(Instant startedAt, @Nullable Instant endedAt, Launch launch, String secretsOwner) {}

  private final DocumentStore documents = new MemoryDocuments();
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final List<String> startedTwice = new ArrayList<>();
  private Instant now;
  private Duration takes = Duration.ZERO;
  private Duration startTakes = Duration.ZERO;
  private Duration cancelTakes = Duration.ZERO;
  private boolean hubIsDown;
  private boolean answersAreLost;
  private @Nullable Runnable meanwhile;
  private int steps;
  private int crashAt = -1;
  private boolean afterwards;

  ScheduleWorld(String now) {
    this.now = Instant.parse(now);
  }

  /** How long what is started goes on from now on. */
  ScheduleWorld runsTake(Duration duration) {
    takes = duration;
    return this;
  }

  /** How long whoever starts something waits for that. */
  void startsTake(Duration duration) {
    startTakes = duration;
  }

  ScheduleWorld cancelsTake(Duration duration) {
    cancelTakes = duration;
    return this;
  }

  void hubIsDown(boolean down) {
    hubIsDown = down;
  }

  /** Starts happen, and whoever asked for one is not told. */
  void answersAreLost(boolean lost) {
    answersAreLost = lost;
  }

  /** The next start hangs while something else happens, and succeeds then. */
  void nextStartHangs(Runnable whatHappens) {
    meanwhile = whatHappens;
  }

  /** The host that makes a step dies, before or after its effect. */
  void crashAt(int step, boolean afterItsEffect) {
    crashAt = step;
    afterwards = afterItsEffect;
    steps = 0;
  }

  /** How many steps there were since {@link #crashAt}. */
  int steps() {
    return steps;
  }

  Instant now() {
    return now;
  }

  InstantSource clock() {
    return () -> now;
  }

  void at(String time) {
    now = Instant.parse(time);
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** What was started, in its order. */
  synchronized Map<String, Run> runs() {
    return new LinkedHashMap<>(runs);
  }

  synchronized List<String> started() {
    return List.copyOf(runs.keySet());
  }

  /** What goes on now, in the order in which it was started. */
  synchronized List<String> going() {
    return runs.keySet().stream().filter(this::goesOn).toList();
  }

  /** What was started more than once, as if its instance had been there no more. */
  List<String> startedTwice() {
    return startedTwice;
  }

  Host host() {
    return new Host();
  }

  static JsonNode definition(String yaml) {
    Document.Tree document = (Document.Tree) Document.read(yaml, DocumentFormat.YAML);
    if (ScheduleParser.parse(document) instanceof ParsedSchedule.Invalid invalid) {
      throw new IllegalArgumentException(invalid.problems().toString());
    }
    return document.tree();
  }

  /** One process, with what it remembers. */
  final class Host implements Starter {

    private final Schedules schedules = new Schedules(new SharedDocuments(new FragileStore()));
    private final Scheduler scheduler = new Scheduler(schedules, this, clock());

    Schedules schedules() {
      return schedules;
    }

    Scheduler scheduler() {
      return scheduler;
    }

    ScheduleRecord put(String name, String yaml) throws IOException {
      return ((TaggedDocuments.Outcome.Done<ScheduleRecord>) put(name, yaml, any -> true))
          .document();
    }

    TaggedDocuments.Outcome<ScheduleRecord> put(
        String name, String yaml, TaggedDocuments.Condition condition) throws IOException {
      return scheduler.put(name, definition(yaml), condition);
    }

    List<ScheduledRun> runsOf(String name) throws IOException {
      return schedules.read(name).orElseThrow().runs();
    }

    @Override
    public void start(Launch launch, String instanceId, String secretsOwner) {
      step(
          () -> {
            reachHub();
            hang();
            begin(launch, instanceId, secretsOwner);
            pass(startTakes);
            if (answersAreLost) {
              throw new IllegalStateException("No answer came.");
            }
            return "";
          });
    }

    @Override
    public boolean isGoing(String instanceId) {
      return step(
          () -> {
            reachHub();
            return goesOn(instanceId);
          });
    }

    @Override
    public void cancel(String instanceId, String why) {
      step(
          () -> {
            end(instanceId);
            return "";
          });
    }
  }

  private void reachHub() {
    if (hubIsDown) {
      throw new IllegalStateException("The hub is down.");
    }
  }

  private void hang() {
    Runnable happens = meanwhile;
    meanwhile = null;
    if (happens != null) {
      happens.run();
    }
  }

  /**
   * A task hub that takes any start of an id that it knows for a second one: whoever starts must
   * know whether it was.
   */
  private synchronized void begin(Launch launch, String instanceId, String secretsOwner) {
    if (runs.containsKey(instanceId)) {
      startedTwice.add(instanceId);
      return;
    }
    runs.put(instanceId, new Run(now, now.plus(takes), launch, secretsOwner));
  }

  private synchronized boolean goesOn(String instanceId) {
    Run run = runs.get(instanceId);
    return run != null && (run.endedAt() == null || run.endedAt().isAfter(now));
  }

  private synchronized void end(String instanceId) {
    Run run = runs.get(instanceId);
    Instant ended = now.plus(cancelTakes);
    if (run != null && run.endedAt() != null && run.endedAt().isAfter(ended)) {
      runs.put(instanceId, new Run(run.startedAt(), ended, run.launch(), run.secretsOwner()));
    }
  }

  private <T> T step(Supplier<T> effect) {
    boolean last = steps++ == crashAt;
    if (last && !afterwards) {
      throw new Crash();
    }
    T result = effect.get();
    if (last) {
      throw new Crash();
    }
    return result;
  }

  private interface Access<T> {
    T get() throws IOException;
  }

  /** Storage, on the way to which a host may die. */
  private final class FragileStore implements DocumentStore {

    private <T> T checked(Access<T> access) throws IOException {
      boolean last = steps++ == crashAt;
      if (last && !afterwards) {
        throw new Crash();
      }
      T result = access.get();
      if (last) {
        throw new Crash();
      }
      return result;
    }

    @Override
    public Optional<Stored> read(String name) throws IOException {
      return checked(() -> documents.read(name));
    }

    @Override
    public Optional<String> write(String name, String content, @Nullable String expected)
        throws IOException {
      return checked(() -> documents.write(name, content, expected));
    }

    @Override
    public boolean delete(String name, String expected) throws IOException {
      return checked(() -> documents.delete(name, expected));
    }

    @Override
    public List<String> list(String prefix) throws IOException {
      return checked(() -> documents.list(prefix));
    }
  }
}
