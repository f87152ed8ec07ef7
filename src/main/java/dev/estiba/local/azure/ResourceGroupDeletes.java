package dev.estiba.local.azure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes resource groups with their container groups, in the background, until it is done. */
final class ResourceGroupDeletes {

  private static final Logger log = LoggerFactory.getLogger(ResourceGroupDeletes.class);

  private final ResourceGroups resourceGroups;
  private final ContainerGroups containerGroups;
  private final Background background;

  ResourceGroupDeletes(
      ResourceGroups resourceGroups, ContainerGroups containerGroups, Background background) {
    this.resourceGroups = resourceGroups;
    this.containerGroups = containerGroups;
    this.background = background;
  }

  /** Goes on with what an earlier process began. */
  void resume() {
    resourceGroups.beingDeleted().forEach(group -> background.run(() -> delete(group)));
  }

  void begin(ResourceGroup group) {
    // Stored first, so that from here on no container group is added, whatever crashes.
    resourceGroups
        .change(group, ResourceGroup::beingDeleted)
        .ifPresent(marked -> background.run(() -> delete(marked)));
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
      background.retry(() -> delete(group));
    }
  }
}
