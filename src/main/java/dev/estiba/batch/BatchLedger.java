package dev.estiba.batch;

import dev.estiba.task.Billing;
import dev.estiba.task.Cost;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the items of a batch while it runs, and afterwards: the one place from which its
 * lanes take items, so that each goes to one lane, and the next one to whichever lane is free. Each
 * method is pure; whoever keeps a ledger does so with optimistic concurrency.
 *
 * @param id the orchestration instance of this round
 * @param round 1 for the first run, one more for each retry of what failed
 * @param states of all items, a letter each
 * @param rounds in which round each item was begun last, a letter each
 * @param next before it no item waits
 * @param startedAt when this round began
 * @param lanes what each lane took last
 * @param packs the items that share a task in this round, by the first of them; empty for a batch
 *     that does not pack
 * @param attempts of items that had more than one task in this round
 * @param failures the first items that did not succeed
 * @param outputs of items that told any
 * @param cost of all items so far, also of earlier rounds
 * @param stop why no more items are begun; null while they are
 * @param lastEnds when the last items ended, the oldest first
 */
public record BatchLedger(
    String id,
    int round,
    String states,
    String rounds,
    int next,
    Instant startedAt,
    Map<Integer, Lane> lanes,
    Map<Integer, List<Integer>> packs,
    Map<Integer, Integer> attempts,
    List<ItemFailure> failures,
    ItemOutputs outputs,
    @Nullable Cost cost,
    @Nullable Stop stop,
    List<Instant> lastEnds) {

  /** More are counted, not kept. */
  public static final int MOST_FAILURES = 100;

  /** So many rounds have a letter. */
  public static final int MOST_ROUNDS = 35;

  /** Enough to tell a rate from. */
  private static final int LAST_ENDS = 50;

  private static final char NEVER = '0';

  /**
   * What a lane took last.
   *
   * @param turn how often it has asked; 1 for the first time
   * @param items which it runs together; empty when there were none
   */
  public record Lane(int turn, List<Integer> items) {

    public Lane {
      items = List.copyOf(items);
    }
  }

  /**
   * Why no more items are begun.
   *
   * @param by who cancelled it, as they said
   * @param lane whose item was one failure too many; it is to cancel the others
   */
  public record Stop(
      BatchState state, Reason reason, @Nullable String by, @Nullable Integer lane) {}

  /** Chooses what a lane runs next. */
  @FunctionalInterface
  public interface Choice {

    /**
     * The items that are run together.
     *
     * @param waiting in their order; not empty, and at most as many as a pack may hold
     * @return the first, and those of the others that it is packed with
     */
    List<Integer> of(List<Integer> waiting);
  }

  /** A ledger after a lane has asked, and the answer. */
  public record Taken(BatchLedger ledger, List<Integer> items) {}

  public BatchLedger {
    lanes = Collections.unmodifiableMap(new TreeMap<>(lanes));
    packs = Collections.unmodifiableMap(new TreeMap<>(packs));
    attempts = Collections.unmodifiableMap(new TreeMap<>(attempts));
    failures = List.copyOf(failures);
    lastEnds = List.copyOf(lastEnds);
  }

  /** Of a batch that begins. */
  public static BatchLedger open(String id, int items, Instant now) {
    return new BatchLedger(
        id,
        1,
        String.valueOf(ItemState.WAITING.code()).repeat(items),
        String.valueOf(NEVER).repeat(items),
        0,
        now,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        ItemOutputs.NONE,
        null,
        null,
        List.of());
  }

  /** Of a round that runs again what did not succeed in this one. */
  public BatchLedger openAgain(String newId, Instant now) {
    StringBuilder again = new StringBuilder(states);
    for (int index = 0; index < again.length(); index++) {
      if (state(index) != ItemState.SUCCEEDED) {
        again.setCharAt(index, ItemState.WAITING.code());
      }
    }
    return new BatchLedger(
        newId,
        round + 1,
        again.toString(),
        rounds,
        0,
        now,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        outputs,
        cost,
        null,
        List.of());
  }

  public int items() {
    return states.length();
  }

  public ItemState state(int index) {
    return ItemState.ofCode(states.charAt(index));
  }

  /** The round in which the item was begun last; 0 if it never was. */
  public int roundOf(int index) {
    return Character.digit(rounds.charAt(index), 36);
  }

  public ItemCounts counts() {
    return ItemCounts.of(states);
  }

  /** The items that lanes have under way. */
  public List<Integer> running() {
    return lanes.values().stream()
        .flatMap(lane -> lane.items().stream())
        .filter(index -> state(index) == ItemState.RUNNING)
        .sorted()
        .toList();
  }

  /** The first of the items that one shares, or shared, its task with in this round. */
  public int firstOfPack(int index) {
    return packs.values().stream()
        .filter(items -> items.contains(index))
        .map(items -> items.get(0))
        .findFirst()
        .orElse(index);
  }

  /**
   * A lane tells how its items ended and asks for more. Asked again with the same turn, the answer
   * is the same, and nothing changes.
   *
   * @param reports how the items of its last turn ended
   * @param limit how many items may fail
   * @param packSize how many items may be run together at most
   */
  public Taken take(
      int lane,
      int turn,
      List<ItemReport> reports,
      FailureLimit limit,
      int packSize,
      Choice choice,
      Instant now) {
    Lane last = lanes.get(lane);
    if (last != null && turn <= last.turn()) {
      return new Taken(this, turn == last.turn() ? last.items() : List.of());
    }
    BatchLedger reported = with(reports, now).limited(limit, lane);
    List<Integer> waiting = reported.stop == null ? reported.waiting(packSize) : List.of();
    List<Integer> items = waiting.isEmpty() ? List.of() : choice.of(waiting);
    return new Taken(reported.begun(lane, new Lane(turn, items)), items);
  }

  /** No more items are begun. What stopped it first counts. */
  public BatchLedger stopped(Stop why) {
    return stop != null ? this : editing().stop(why).done();
  }

  /**
   * Once no lane runs any more: what was not begun is skipped, and what did not end has failed.
   *
   * @param lost the reason of the latter
   */
  public BatchLedger closed(Reason lost, Instant now) {
    List<ItemReport> reports =
        running().stream()
            .map(i -> new ItemReport(i, ItemState.FAILED, 1, null, lost, null, Map.of()))
            .toList();
    BatchLedger reported = with(reports, now);
    return reported
        .editing()
        .states(reported.states.replace(ItemState.WAITING.code(), ItemState.SKIPPED.code()))
        .done();
  }

  /** Of a closed one: what became of the batch. */
  public BatchResult result(FailureLimit limit) {
    ItemCounts counts = counts();
    ItemOutputs shown = outputs.within(items());
    boolean tolerable =
        stop == null && tolerates(limit, counts.unsuccessful()) && counts.skipped() == 0;
    return new BatchResult(
        stop != null ? stop.state() : tolerable ? BatchState.SUCCEEDED : BatchState.FAILED,
        round,
        items(),
        counts,
        failures,
        Math.max(0, counts.unsuccessful() - failures.size()),
        stop != null
            ? stop.reason()
            : tolerable ? null : tooManyFailed(limit, counts.unsuccessful()),
        stop == null ? null : stop.by(),
        startedAt,
        lastEnds.isEmpty() ? startedAt : lastEnds.get(lastEnds.size() - 1),
        shown.lists(items()),
        shown.dropped() ? List.of(ItemOutputs.DROPPED) : List.of(),
        cost);
  }

  /** A batch without a limit runs all items, and yet has failed if one did. */
  private boolean tolerates(FailureLimit limit, int failures) {
    return limit instanceof FailureLimit.None
        ? failures == 0
        : !limit.exceededBy(failures, items());
  }

  private Reason tooManyFailed(FailureLimit limit, int failures) {
    String allowed =
        limit instanceof FailureLimit.None ? "" : "; the batch allows " + limit.toJson();
    return new Reason(
        "ItemsFailed",
        null,
        failures + " of " + items() + " items did not succeed" + allowed + ".",
        "See GET /api/batches/{id}/items?state=Failed, then run what has not succeeded with POST"
            + " /api/batches/{id}/retry.");
  }

  private List<Integer> waiting(int most) {
    List<Integer> waiting = new ArrayList<>();
    int index = states.indexOf(ItemState.WAITING.code(), next);
    while (index >= 0 && waiting.size() < most) {
      waiting.add(index);
      index = states.indexOf(ItemState.WAITING.code(), index + 1);
    }
    return waiting;
  }

  private BatchLedger begun(int lane, Lane turn) {
    Edit edit = editing().lane(lane, turn);
    if (turn.items().isEmpty()) {
      return edit.done();
    }
    StringBuilder newStates = new StringBuilder(states);
    StringBuilder newRounds = new StringBuilder(rounds);
    for (int index : turn.items()) {
      newStates.setCharAt(index, ItemState.RUNNING.code());
      newRounds.setCharAt(index, Character.forDigit(round, 36));
    }
    if (turn.items().size() > 1) {
      edit.pack(turn.items());
    }
    String after = newStates.toString();
    int waits = after.indexOf(ItemState.WAITING.code(), next);
    return edit.states(after).rounds(newRounds.toString()).next(waits < 0 ? items() : waits).done();
  }

  private BatchLedger with(List<ItemReport> reports, Instant now) {
    if (reports.isEmpty()) {
      return this;
    }
    Edit edit = editing();
    StringBuilder newStates = new StringBuilder(states);
    for (ItemReport report : reports) {
      if (state(report.index()) == ItemState.RUNNING) {
        newStates.setCharAt(report.index(), report.state().code());
        edit.report(report, now);
      }
    }
    return edit.states(newStates.toString()).done();
  }

  private BatchLedger limited(FailureLimit limit, int lane) {
    ItemCounts counts = counts();
    return stop == null && limit.exceededBy(counts.unsuccessful(), items())
        ? stopped(
            new Stop(BatchState.FAILED, tooManyFailed(limit, counts.unsuccessful()), null, lane))
        : this;
  }

  private Edit editing() {
    return new Edit(this);
  }

  /** A ledger in which some parts are replaced. */
  private static final class Edit {

    private final BatchLedger from;
    private final List<ItemFailure> failures;
    private final List<Instant> lastEnds;
    private String states;
    private String rounds;
    private int next;
    private Map<Integer, Lane> lanes;
    private Map<Integer, List<Integer>> packs;
    private Map<Integer, Integer> attempts;
    private ItemOutputs outputs;
    private @Nullable Cost cost;
    private @Nullable Stop stop;

    private Edit(BatchLedger from) {
      this.from = from;
      this.failures = new ArrayList<>(from.failures);
      this.lastEnds = new ArrayList<>(from.lastEnds);
      this.states = from.states;
      this.rounds = from.rounds;
      this.next = from.next;
      this.lanes = from.lanes;
      this.packs = from.packs;
      this.attempts = from.attempts;
      this.outputs = from.outputs;
      this.cost = from.cost;
      this.stop = from.stop;
    }

    private Edit states(String newStates) {
      states = newStates;
      return this;
    }

    private Edit rounds(String newRounds) {
      rounds = newRounds;
      return this;
    }

    private Edit next(int newNext) {
      next = newNext;
      return this;
    }

    private Edit stop(Stop why) {
      stop = why;
      return this;
    }

    private Edit lane(int lane, Lane turn) {
      lanes = with(lanes, lane, turn);
      return this;
    }

    private void pack(List<Integer> items) {
      packs = with(packs, items.get(0), items);
    }

    private void report(ItemReport report, Instant now) {
      if (report.state() != ItemState.SUCCEEDED && failures.size() < MOST_FAILURES) {
        failures.add(
            new ItemFailure(report.index(), report.state(), report.exitCode(), report.reason()));
      }
      if (report.attempt() > 1) {
        attempts = with(attempts, report.index(), report.attempt());
      }
      outputs = outputs.with(report.index(), report.outputs());
      cost = sum(cost, report.cost());
      lastEnds.add(now);
      if (lastEnds.size() > LAST_ENDS) {
        lastEnds.remove(0);
      }
    }

    private static @Nullable Cost sum(@Nullable Cost one, @Nullable Cost other) {
      return one == null || other == null ? (one == null ? other : one) : Billing.sum(one, other);
    }

    private static <V> Map<Integer, V> with(Map<Integer, V> map, int key, V value) {
      Map<Integer, V> copy = new TreeMap<>(map);
      copy.put(key, value);
      return copy;
    }

    private BatchLedger done() {
      return new BatchLedger(
          from.id,
          from.round,
          states,
          rounds,
          next,
          from.startedAt,
          lanes,
          packs,
          attempts,
          failures,
          outputs,
          cost,
          stop,
          lastEnds);
    }
  }
}
