package dev.estiba.local.taskhub;

import static java.time.Duration.ofMillis;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A hub for workers of other processes, with workers that the test steers. */
abstract class RawTestCase extends TaskHubTestCase {

  private final List<RawWorker> workers = new ArrayList<>();

  @Override
  TaskHubOptions options() {
    return super.options().withExternalWorkers(true);
  }

  /** A worker that the hub knows. */
  RawWorker connect() {
    int before = hub.connections();
    RawWorker worker = RawWorker.connect(hub.port());
    workers.add(worker);
    await().atMost(PATIENCE).pollInterval(ofMillis(1)).until(() -> hub.connections() > before);
    return worker;
  }

  @AfterEach
  void disconnect_the_workers() {
    workers.forEach(RawWorker::close);
  }
}
