package dev.estiba.governor;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the calls, the container groups and the queue of one region. Nothing here reads
 * a clock. It is stored, so its times are seconds since 1970, and its lists are bounded: by the
 * limits, and the queue by {@link Admission#MAX_WAITING}.
 *
 * @param creates when groups were created, in their order, for as long as a window remembers
 * @param deletes when groups were deleted
 * @param groups that there are, or may be
 * @param waiting in the order in which they are served
 * @param ends when the last few groups ended
 * @param pausedUntil Azure wants no create before; 0 for none
 * @param full set once Azure has refused a group for its quota
 */
record Ledger(
    List<Long> creates,
    List<Long> deletes,
    List<Group> groups,
    List<Waiting> waiting,
    List<Long> ends,
    long pausedUntil,
    @Nullable Full full) {

  static final Ledger EMPTY =
      new Ledger(List.of(), List.of(), List.of(), List.of(), List.of(), 0, null);

  /**
   * By how much longer than Azure says calls are counted: between the leave for a call and the call
   * itself some time passes, and hosts' clocks differ.
   */
  static final long SLACK = 5;

  private static final int ENDS = 20;

  /** Where groups are not counted, they are only remembered in case that a host crashes. */
  private static final long UNCOUNTED = Duration.ofMinutes(10).toSeconds();

  /**
   * A group that was granted.
   *
   * @param size hundredths of a vCPU
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Group(String id, int size, long granted, long expires) {}

  /**
   * Who waits.
   *
   * @param submitted milliseconds since 1970
   * @param size hundredths of a vCPU
   * @param asksBy it has lost its place if it did not ask by then
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Waiting(String id, long submitted, int size, long asksBy) {

    boolean isBefore(Waiting other) {
      return submitted < other.submitted
          || (submitted == other.submitted && id.compareTo(other.id) < 0);
    }
  }

  /**
   * Azure has no room for groups of that size, or larger ones.
   *
   * @param size hundredths of a vCPU
   * @param until then one may try
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Full(int size, long until) {}

  Ledger {
    creates = List.copyOf(creates);
    deletes = List.copyOf(deletes);
    groups = List.copyOf(groups);
    waiting = List.copyOf(waiting);
    ends = List.copyOf(ends);
  }

  static int size(double cores) {
    return (int) Math.ceil(cores * 100 - 1e-6);
  }

  /** Without what does not count any more. */
  Ledger at(Instant now, AciLimits limits) {
    long seconds = now.getEpochSecond();
    long created = seconds - Pace.ofCreates(limits).memory() - SLACK;
    long deleted = seconds - Pace.ofDeletes(limits).memory() - SLACK;
    return new Ledger(
        only(creates, time -> time > created),
        only(deletes, time -> time > deleted),
        only(groups, group -> group.expires() > seconds),
        only(waiting, ticket -> ticket.asksBy() >= seconds),
        ends,
        pausedUntil > seconds ? pausedUntil : 0,
        full);
  }

  boolean has(String id) {
    return groups.stream().anyMatch(group -> group.id().equals(id));
  }

  int size() {
    return groups.stream().mapToInt(Group::size).sum();
  }

  /** One more group, whose create counts. */
  Ledger granting(Ticket ticket, AciLimits limits, Instant now) {
    long seconds = now.getEpochSecond();
    long expires = limits.countsGroups() ? ticket.expires().getEpochSecond() : seconds + UNCOUNTED;
    Group group = new Group(ticket.id(), size(ticket.cores()), seconds, expires);
    return withWaiting(only(waiting, other -> !other.id().equals(ticket.id())))
        .withGroups(plus(groups, group))
        .withCreates(called(creates, seconds));
  }

  Ledger deleting(Instant now) {
    return new Ledger(
        creates, called(deletes, now.getEpochSecond()), groups, waiting, ends, pausedUntil, full);
  }

  /** A group has ended, or a ticket is given back. */
  Ledger without(String id, Instant now) {
    return without(Set.of(id), now);
  }

  Ledger without(Set<String> ids, Instant now) {
    List<Group> rest = only(groups, group -> !ids.contains(group.id()));
    Ledger next = withWaiting(only(waiting, ticket -> !ids.contains(ticket.id())));
    int ended = groups.size() - rest.size();
    return ended == 0 ? next : next.withGroups(rest).withEnds(ended, now.getEpochSecond());
  }

  /** Azure made no group, so that nothing ended: the create counts all the same. */
  Ledger refused(String id) {
    return withGroups(only(groups, group -> !group.id().equals(id)));
  }

  Ledger paused(Instant until) {
    return new Ledger(
        creates, deletes, groups, waiting, ends, Math.max(pausedUntil, ceiling(until)), full);
  }

  Ledger withFull(@Nullable Full now) {
    return new Ledger(creates, deletes, groups, waiting, ends, pausedUntil, now);
  }

  Ledger withWaiting(List<Waiting> queue) {
    return new Ledger(creates, deletes, groups, queue, ends, pausedUntil, full);
  }

  private Ledger withGroups(List<Group> all) {
    return new Ledger(creates, deletes, all, waiting, ends, pausedUntil, full);
  }

  private Ledger withCreates(List<Long> all) {
    return new Ledger(all, deletes, groups, waiting, ends, pausedUntil, full);
  }

  /** What ended makes room, also where Azure saw none. */
  private Ledger withEnds(int count, long now) {
    List<Long> all = new ArrayList<>(ends);
    for (int i = 0; i < count; i++) {
      all.add(now);
    }
    List<Long> last = all.subList(Math.max(0, all.size() - ENDS), all.size());
    return new Ledger(creates, deletes, groups, waiting, last, pausedUntil, null);
  }

  /** Hosts' clocks differ, but calls have an order. */
  private static List<Long> called(List<Long> calls, long now) {
    return plus(calls, calls.isEmpty() ? now : Math.max(now, calls.get(calls.size() - 1)));
  }

  static <T> List<T> plus(List<T> list, T item) {
    List<T> all = new ArrayList<>(list.size() + 1);
    all.addAll(list);
    all.add(item);
    return all;
  }

  static <T> List<T> only(List<T> list, Predicate<T> wanted) {
    return list.stream().filter(wanted).toList();
  }

  static long ceiling(Instant time) {
    return time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
  }
}
