package dev.estiba.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The benchmark of the task hub: the disk first, then the hub, then its peers. */
public final class TaskHubBench {

  private static final List<Workload> WORKLOADS =
      List.of(
          new HelloSequence(),
          new IdleHub(),
          new FanOut(),
          new SubOrchestrations(),
          new Recovery(),
          new OverGrpc());

  private static final List<Peer> PEERS =
      List.of(new DurableTaskGoPeer(), new RestatePeer(), new DbosPeer());

  private TaskHubBench() {}

  public static Set<String> workloadNames() {
    return names(WORKLOADS.stream().map(Workload::name).toList());
  }

  public static Set<String> peerNames() {
    return names(PEERS.stream().map(Peer::name).toList());
  }

  private static Set<String> names(List<String> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  /**
   * Takes minutes. What fails is a row of the report too; the rest goes on.
   *
   * @param listener gets each row as it comes
   */
  public static Report run(BenchOptions options, Consumer<Row> listener)
      throws InterruptedException {
    Instant startedAt = Instant.now();
    long start = System.nanoTime();
    Bench bench = new Bench(project(), options.quick() ? Pace.quick() : Pace.full(), listener);
    run(bench, Floor.NAME, () -> new Floor().run(bench));
    for (Workload workload : WORKLOADS) {
      if (options.only().isEmpty() || options.only().contains(workload.name())) {
        run(bench, workload.name(), () -> workload.run(bench));
      }
    }
    for (Peer peer : PEERS) {
      if (options.peers().contains(peer.name())) {
        run(bench, peer);
      }
    }
    run(bench, Floor.NAME, () -> Floor.again(bench));
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Report(Machine.thisOne(), options.quick(), startedAt, seconds, bench.rows());
  }

  private static void run(Bench bench, String workload, ClosedLoop.Operation operation)
      throws InterruptedException {
    try {
      operation.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      bench.add(new Row.Failed(workload, Report.OURS, "", e.toString()));
    }
  }

  private static void run(Bench bench, Peer peer) throws InterruptedException {
    try {
      peer.run(bench);
    } catch (InterruptedException e) {
      throw e;
    } catch (PeerUnavailableException e) {
      bench.add(new Row.Skipped("peer", peer.name(), "", String.valueOf(e.getMessage())));
    } catch (Exception e) {
      bench.add(new Row.Failed("peer", peer.name(), "", e.toString()));
    }
  }

  /** Writes the report as JSON and returns where. */
  public static Path write(Report report) throws IOException {
    Path file = project().resolve("target").resolve("bench").resolve("taskhub.json");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, JsonWriter.text(report));
  }

  /** Classes and jar are both below {@code target}, and that in the root of the sources. */
  private static Path project() {
    try {
      Path code =
          Path.of(TaskHubBench.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = code; folder != null; folder = folder.getParent()) {
        if (Files.exists(folder.resolve("pom.xml"))) {
          return folder;
        }
      }
      throw new IllegalStateException("The benchmark runs within its sources, not from " + code);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A row in one line, for who watches. */
  public static String describe(Row row) {
    String what =
        List.of(row.workload(), row.subject(), row.point()).stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    if (row instanceof Row.Measured measured) {
      return what + ": " + TablePrinter.figures(measured);
    }
    return what + ": " + TablePrinter.remark(row);
  }
}
