package dev.estiba.local.azure;

import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes resource groups with their container groups, in the background, until it is done. */
final class ResourceGroupDeletes implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(ResourceGroupDeletes.class);
  private static final long RETRY_SECONDS = 5;

  private final ResourceGroups resourceGroups;
  private final ContainerGroups containerGroups;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(Threads.daemon("resource-group-deletes"));

  ResourceGroupDeletes(ResourceGroups resourceGroups, ContainerGroups containerGroups) {
    this.resourceGroups = resourceGroups;
    this.containerGroups = containerGroups;
  }

  /** Goes on with what an earlier process began. */
  void resume() {
    resourceGroups.beingDeleted().forEach(group -> worker.execute(() -> delete(group)));
  }

  void begin(ResourceGroup group) {
    // Stored first, so that from here on no container group is added, whatever crashes.
    resourceGroups
        .change(group, ResourceGroup::beingDeleted)
        .ifPresent(marked -> worker.execute(() -> delete(marked)));
  }

  private void delete(ResourceGroup group) {
    if (!resourceGroups.contains(group.uid())) {
      // Another request had it deleted: what has its name by now is another one.
      return;
    }
    try {
      for (ContainerGroup member : containerGroups.list(group.subscription(), group.name())) {
        containerGroups.delete(member.id());
      }
      resourceGroups.remove(group);
      log.info("Resource group {} is deleted", group.name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("Tried to delete resource group {} but failed; will retry", group.name(), e);
      later(group);
    }
  }

  private void later(ResourceGroup group) {
    try {
      var unused = worker.schedule(() -> delete(group), RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; the next process goes on");
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
