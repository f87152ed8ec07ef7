package dev.estiba.bench;

import java.util.Set;

/**
 * What is to be measured.
 *
 * @param quick less of everything
 * @param only the workloads; all if empty
 * @param peers the peers; none if empty
 */
public record BenchOptions(boolean quick, Set<String> only, Set<String> peers) {

  /**
   * @throws IllegalArgumentException if there is no workload or peer of such a name
   */
  public BenchOptions {
    only = Set.copyOf(only);
    peers = Set.copyOf(peers);
    check("workload", only, TaskHubBench.workloadNames());
    check("peer", peers, TaskHubBench.peerNames());
  }

  private static void check(String what, Set<String> asked, Set<String> known) {
    for (String name : asked) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no " + what + " '" + name + "', but " + String.join(", ", known) + ".");
      }
    }
  }
}
