package dev.estiba.activity;

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

  public SweepContainerGroups(ContainerGroups groups, String app) {
    this.groups = groups;
    this.app = app;
  }

  /**
   * Sweeps once.
   *
   * @param isActive tells of an instance id whether its orchestration exists and has not ended
   * @return how many groups were asked to be deleted
   */
  public int run(Predicate<String> isActive) {
    Answer<List<ContainerGroup>> answer = groups.list();
    if (answer instanceof Answer.Failed<List<ContainerGroup>> failed) {
      log.warn("Container groups not swept: {}", failed.failure().message());
      return 0;
    }
    if (!(answer instanceof Answer.Ok<List<ContainerGroup>> ok)) {
      return 0;
    }
    return (int) ok.value().stream().filter(group -> sweep(group, isActive)).count();
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
