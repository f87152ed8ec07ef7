package dev.estiba.activity;

import dev.estiba.aci.AciFailure;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.Ownership;
import dev.estiba.governor.Governor;
import dev.estiba.governor.Ticket;
import dev.estiba.governor.Turn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The safety net: deletes the groups of this installation whose task has ended or is unknown, or is
 * at a later attempt. An orchestration that was terminated or purged ran no cleanup of its own.
 * Groups that their task kept stay until their time is over.
 */
public final class SweepContainerGroups {

  private static final Logger log = LoggerFactory.getLogger(SweepContainerGroups.class);

  /** What is known of tasks. */
  @FunctionalInterface
  public interface Tasks {

    /** What a task does; empty if it has ended, or there is none. */
    Optional<Now> find(String instanceId);
  }

  /**
   * What a task does.
   *
   * @param attempt the number of the one under way
   * @param containerGroup the name of its group; null before it has one
   */
  public record Now(int attempt, @Nullable String containerGroup) {

    private boolean needs(ContainerGroup group, Ownership owner) {
      return owner.attempt() > attempt
          || (owner.attempt() == attempt
              && (containerGroup == null || containerGroup.equals(group.id().name())));
    }
  }

  /**
   * What a sweep found.
   *
   * @param groups of this installation
   * @param deleted how many were asked to be deleted
   * @param kept how many may stay although their task has ended
   * @param failed how many could not be asked to be deleted; the next sweep tries again
   */
  public record Swept(int groups, int deleted, int kept, int failed) {

    static final Swept NOTHING = new Swept(0, 0, 0, 0);

    private Swept plus(Fate fate) {
      return new Swept(
          groups + 1,
          deleted + (fate == Fate.DELETED ? 1 : 0),
          kept + (fate == Fate.KEPT ? 1 : 0),
          failed + (fate == Fate.FAILED ? 1 : 0));
    }
  }

  private enum Fate {
    NEEDED,
    KEPT,
    DELETED,
    FAILED
  }

  private final ContainerGroups groups;
  private final String app;
  private final String resourceGroup;
  private final Governor governor;
  private final InstantSource clock;

  /**
   * Sweeps for one installation.
   *
   * @param resourceGroup where it makes groups unless a task says otherwise
   */
  public SweepContainerGroups(
      ContainerGroups groups,
      String app,
      String resourceGroup,
      Governor governor,
      InstantSource clock) {
    this.groups = groups;
    this.app = app;
    this.resourceGroup = resourceGroup;
    this.governor = governor;
    this.clock = clock;
  }

  /** Sweeps once. */
  public Swept run(Tasks tasks) {
    Answer<List<ContainerGroup>> answer = groups.list();
    boolean all = !isForbidden(answer);
    // An identity whose role is on one resource group cannot list the subscription.
    answer = all ? answer : groups.list(resourceGroup);
    if (answer instanceof Answer.Failed<List<ContainerGroup>> failed) {
      log.warn("Container groups not swept: {}", failed.failure().message());
    }
    if (!(answer instanceof Answer.Ok<List<ContainerGroup>> ok)) {
      return Swept.NOTHING;
    }
    Set<String> existing = new HashSet<>();
    Swept swept = Swept.NOTHING;
    for (ContainerGroup group : ok.value()) {
      Ownership owner = group.owner().orElse(null);
      if (owner != null && owner.app().equals(app)) {
        existing.add(Ticket.id(owner.instanceId(), owner.attempt()));
        swept = swept.plus(trySweep(group, owner, tasks));
      }
    }
    if (all) {
      governor.keepOnly(existing);
    }
    return told(swept);
  }

  private static Swept told(Swept swept) {
    if (swept.deleted() + swept.failed() > 0) {
      log.info(
          "Swept {} container groups that no task needs; {} could not be deleted, {} are kept",
          swept.deleted(),
          swept.failed(),
          swept.kept());
    }
    return swept;
  }

  private static boolean isForbidden(Answer<?> answer) {
    return answer instanceof Answer.Failed<?> failed
        && failed.failure() instanceof AciFailure.Forbidden;
  }

  /** What cannot be judged is left alone, and keeps nobody from judging the others. */
  private Fate trySweep(ContainerGroup group, Ownership owner, Tasks tasks) {
    try {
      return sweep(group, owner, tasks);
    } catch (RuntimeException e) {
      log.warn("Container group {} not swept", group.id(), e);
      return Fate.FAILED;
    }
  }

  private Fate sweep(ContainerGroup group, Ownership owner, Tasks tasks) {
    if (tasks.find(owner.instanceId()).filter(now -> now.needs(group, owner)).isPresent()) {
      return Fate.NEEDED;
    }
    Instant keptUntil = group.keptUntil();
    if (keptUntil != null && clock.instant().isBefore(keptUntil)) {
      return Fate.KEPT;
    }
    log.info("Sweeping container group {} of instance {}", group.id(), owner.instanceId());
    return delete(group, owner) ? Fate.DELETED : Fate.FAILED;
  }

  /** That it is gone the governor learns from the next sweep. */
  private boolean delete(ContainerGroup group, Ownership owner) {
    String location = governor.locationOf(Ticket.id(owner.instanceId(), owner.attempt()));
    return (location == null || governor.askDelete(location) instanceof Turn.Granted)
        && !(groups.delete(group.id()) instanceof Answer.Failed);
  }
}
