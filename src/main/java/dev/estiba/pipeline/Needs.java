package dev.estiba.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which step needs which, by their names. */
final class Needs {

  private final Map<String, List<String>> direct;

  Needs(Map<String, List<String>> direct) {
    this.direct = new LinkedHashMap<>(direct);
  }

  static Needs of(Pipeline pipeline) {
    Map<String, List<String>> direct = new LinkedHashMap<>();
    pipeline.steps().forEach(step -> direct.put(step.name(), step.needs()));
    return new Needs(direct);
  }

  /** Some steps with all that they need, directly or through others. */
  Set<String> closure(Collection<String> names) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (found.add(name)) {
        open.addAll(direct.getOrDefault(name, List.of()));
      }
    }
    return found;
  }

  /** All ways round, each from a step back to itself: {@code [a, b, a]}. */
  List<List<String>> circles() {
    List<List<String>> circles = new ArrayList<>();
    Set<String> done = new HashSet<>();
    direct.keySet().forEach(name -> visit(name, new ArrayList<>(), done, circles));
    return circles;
  }

  private void visit(String name, List<String> way, Set<String> done, List<List<String>> circles) {
    int start = way.indexOf(name);
    way.add(name);
    if (start >= 0) {
      circles.add(List.copyOf(way.subList(start, way.size())));
    } else if (done.add(name)) {
      direct.getOrDefault(name, List.of()).forEach(next -> visit(next, way, done, circles));
    }
    way.remove(way.size() - 1);
  }
}
