package dev.estiba.activity;

import dev.estiba.aci.AciFailure;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.Ownership;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The safety net: deletes the groups of this installation whose task has ended or is unknown. An
 * orchestration that was terminated or purged ran no cleanup of its own.
 */
public final class SweepContainerGroups {

  private static final Logger log = LoggerFactory.getLogger(SweepContainerGroups.class);

  private final ContainerGroups groups;
  private final String app;
  private final String resourceGroup;

  /**
   * Sweeps for one installation.
   *
   * @param resourceGroup where it makes groups unless a task says otherwise
   */
  public SweepContainerGroups(ContainerGroups groups, String app, String resourceGroup) {
    this.groups = groups;
    this.app = app;
    this.resourceGroup = resourceGroup;
  }

  /**
   * Sweeps once.
   *
   * @param isActive tells of an instance id whether its orchestration exists and has not ended
   * @return how many groups were asked to be deleted
   */
  public int run(Predicate<String> isActive) {
    Answer<List<ContainerGroup>> answer = list();
    if (answer instanceof Answer.Failed<List<ContainerGroup>> failed) {
      log.warn("Container groups not swept: {}", failed.failure().message());
      return 0;
    }
    if (!(answer instanceof Answer.Ok<List<ContainerGroup>> ok)) {
      return 0;
    }
    return (int) ok.value().stream().filter(group -> sweep(group, isActive)).count();
  }

  /** An identity whose role is on one resource group cannot list the subscription. */
  private Answer<List<ContainerGroup>> list() {
    Answer<List<ContainerGroup>> all = groups.list();
    return all instanceof Answer.Failed<List<ContainerGroup>> failed
            && failed.failure() instanceof AciFailure.Forbidden
        ? groups.list(resourceGroup)
        : all;
  }

  private boolean sweep(ContainerGroup group, Predicate<String> isActive) {
    Ownership owner = group.owner().orElse(null);
    if (owner == null || !owner.app().equals(app) || isActive.test(owner.instanceId())) {
      return false;
    }
    log.info("Sweeping container group {} of instance {}", group.id(), owner.instanceId());
    return groups.delete(group.id()) instanceof Answer.Ok;
  }
}
