package dev.estiba.local.taskhub;

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

  RawWorker connect() {
    RawWorker worker = RawWorker.connect(hub.port());
    workers.add(worker);
    return worker;
  }

  @AfterEach
  void disconnect_the_workers() {
    workers.forEach(RawWorker::close);
  }
}
