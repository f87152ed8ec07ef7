package dev.estiba.local.taskhub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All durable timers that are pending, in the order in which they fire. Thread-safe. */
final class TimerQueue {

  private final NavigableSet<Timer> pending = new TreeSet<>();
  private Runnable earlier = () -> {};

  /** To be run when a timer has come that is earlier than all others, or none is left. */
  synchronized void onChange(Runnable listener) {
    earlier = listener;
  }

  void add(Collection<Timer> timers) {
    Runnable listener;
    synchronized (this) {
      Timer before = earliest();
      pending.addAll(timers);
      listener = before == earliest() ? () -> {} : earlier;
    }
    listener.run();
  }

  synchronized void remove(Collection<Timer> timers) {
    timers.forEach(pending::remove);
  }

  synchronized void clear() {
    pending.clear();
  }

  synchronized @Nullable Timer earliest() {
    return pending.isEmpty() ? null : pending.first();
  }

  /** Takes out the timers that are due, at most so many. */
  synchronized List<Timer> takeDue(long now, int most) {
    List<Timer> due = new ArrayList<>();
    while (!pending.isEmpty() && pending.first().isDue(now) && due.size() < most) {
      due.add(pending.pollFirst());
    }
    return due;
  }
}
