package dev.estiba.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.event.WatchedBlobs;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** Every 15 seconds, looks for blobs that triggers watch. */
public final class BlobWatchFunction {

  private final Services services;

  public BlobWatchFunction(Services services) {
    this.services = services;
  }

  /**
   * @throws IOException if blobs or triggers could not be read; the next look makes up for it
   */
  @FunctionName("WatchBlobs")
  public void watchBlobs(
      @TimerTrigger(name = "timer", schedule = "*/15 * * * * *") String timer,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext)
      throws IOException {
    Optional<WatchedBlobs> blobs = services.watchedBlobs();
    if (blobs.isEmpty()) {
      return; // Then no trigger watches any.
    }
    try (DurableTaskClient client = durableContext.getClient()) {
      TriggerStart start = new TriggerStart(new Launcher(client, services), InstantSource.system());
      new BlobScan(services.triggers(), blobs.get(), start).run();
    }
  }
}
