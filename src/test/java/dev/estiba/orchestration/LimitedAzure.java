package dev.estiba.orchestration;

import dev.estiba.aci.AciFailure;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroupId;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.GroupState;
import dev.estiba.aci.NewContainerGroup;
import dev.estiba.aci.ProvisioningState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Container groups in virtual time, as few at a time and as slowly as Azure allows. */
final class LimitedAzure implements ContainerGroups {

  private static final int PER_5_MINUTES = 100;
  private static final int PER_HOUR = 300;
  private static final int QUOTA = 100;

  /** Every create that was asked for, with its time. */
  final Map<String, Instant> created = new LinkedHashMap<>();

  final List<Instant> creates = new ArrayList<>();
  final List<Instant> deletes = new ArrayList<>();
  int refused;

  /** Until then every create is refused, as others use the subscription as well. */
  Instant busyUntil = Instant.MIN;

  private final Map<ContainerGroupId, ContainerGroup> groups = new LinkedHashMap<>();
  private final InstantSource clock;

  LimitedAzure(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Answer<ContainerGroup> create(NewContainerGroup group) {
    Instant now = clock.instant();
    if (now.isBefore(busyUntil)) {
      return refused(new AciFailure.Throttled(null, "Busy", Duration.between(now, busyUntil)));
    }
    if (isFull(creates, now)) {
      return refused(new AciFailure.Throttled(null, "Too many", Duration.ofMinutes(5)));
    }
    creates.add(now);
    if (groups.size() >= QUOTA) {
      return refused(new AciFailure.QuotaReached(null, "Limit: '100', Usage: '100'"));
    }
    ContainerGroup made =
        new ContainerGroup(
            group.id(),
            Optional.of(group.owner()),
            group.expires(),
            false,
            group.priority(),
            ProvisioningState.IN_PROGRESS,
            GroupState.PENDING,
            List.of(),
            List.of(),
            List.of());
    groups.put(group.id(), made);
    created.put(group.owner().instanceId(), now);
    return new Answer.Ok<>(made);
  }

  private static boolean isFull(List<Instant> calls, Instant now) {
    return since(calls, now.minus(Duration.ofMinutes(5))) >= PER_5_MINUTES
        || since(calls, now.minus(Duration.ofHours(1))) >= PER_HOUR;
  }

  private static long since(List<Instant> calls, Instant time) {
    return calls.stream().filter(call -> call.isAfter(time)).count();
  }

  private <T> Answer<T> refused(AciFailure failure) {
    refused++;
    return new Answer.Failed<>(failure);
  }

  @Override
  public synchronized Answer<ContainerGroup> get(ContainerGroupId id) {
    ContainerGroup group = groups.get(id);
    return group == null ? new Answer.Missing<>() : new Answer.Ok<>(group);
  }

  @Override
  public synchronized Answer<ContainerGroupId> delete(ContainerGroupId id) {
    if (isFull(deletes, clock.instant())) {
      return refused(new AciFailure.Throttled(null, "Too many", Duration.ofMinutes(5)));
    }
    deletes.add(clock.instant());
    return groups.remove(id) == null ? new Answer.Missing<>() : new Answer.Ok<>(id);
  }

  @Override
  public Answer<String> logs(ContainerGroupId id, String container) {
    return new Answer.Missing<>();
  }

  @Override
  public Answer<ContainerGroupId> stop(ContainerGroupId id) {
    return Assertions.fail("nothing is stopped here");
  }

  @Override
  public Answer<ContainerGroupId> keep(ContainerGroupId id, Instant until) {
    return Assertions.fail("nothing is kept here");
  }

  @Override
  public synchronized Answer<List<ContainerGroup>> list() {
    return new Answer.Ok<>(List.copyOf(groups.values()));
  }

  @Override
  public Answer<List<ContainerGroup>> list(String resourceGroup) {
    return list();
  }
}
