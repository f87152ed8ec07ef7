package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.sample.QueueSamples;
import dev.estiba.local.functionhost.storage.QueueOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A host in a process of its own, to be killed. */
final class EndlessQueueHost {

  private EndlessQueueHost() {}

  /** Arguments: data directory, connection string, queue. */
  public static void main(String[] args) throws InterruptedException {
    try (FunctionHost host =
        FunctionHost.start(
            FunctionHostOptions.of(Path.of(args[0]), List.of(QueueSamples.Endless.class))
                .withSettings(Map.of("Work", args[1], "IN", args[2])),
            QueueOptions.defaults().withLease(Duration.ofSeconds(2)))) {
      new CountDownLatch(1).await();
    }
  }
}
