package dev.estiba.log;

import java.util.LinkedHashSet;
import java.util.Set;

/** The first few of many different ones. */
final class Few<T> {

  private static final int MAX = 5;

  private final Set<T> first = new LinkedHashSet<>();
  private boolean others;

  void add(T one) {
    if (first.size() < MAX) {
      first.add(one);
    } else {
      others |= !first.contains(one);
    }
  }

  boolean isEmpty() {
    return first.isEmpty();
  }

  Set<T> first() {
    return first;
  }

  boolean hasOthers() {
    return others;
  }

  /** Such as {@code a, b and others}. */
  @Override
  public String toString() {
    return String.join(", ", first.stream().map(String::valueOf).toList())
        + (others ? " and others" : "");
  }
}
