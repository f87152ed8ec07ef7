package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A task: one container that runs to its end, and what is to be around it. Made by {@link
 * TaskParser}, which holds the rules.
 *
 * @param name the container group's name starts with it; null for {@code task}
 * @param container the one that counts: its end is the task's
 * @param sidecars run beside it and end with it
 * @param initContainers end before it starts
 * @param onCompletion who is told that it has ended
 */
public record ContainerTask(
    @Nullable String name,
    @JsonUnwrapped ContainerSpec container,
    List<Sidecar> sidecars,
    List<InitContainer> initContainers,
    @JsonUnwrapped GroupSettings group,
    @JsonUnwrapped Placement placement,
    @JsonUnwrapped Limits limits,
    Retry retry,
    Keep keep,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CompletionHook> onCompletion) {

  public ContainerTask {
    sidecars = List.copyOf(sidecars);
    initContainers = List.copyOf(initContainers);
    // Not there in tasks of older versions.
    onCompletion = onCompletion == null ? List.of() : List.copyOf(onCompletion);
  }

  /** A task that says nothing but what to run. */
  public static ContainerTask of(@Nullable String name, ContainerSpec container) {
    return new ContainerTask(
        name,
        container,
        List.of(),
        List.of(),
        GroupSettings.NONE,
        Placement.DEFAULT,
        Limits.DEFAULT,
        Retry.NONE,
        Keep.NEVER,
        List.of());
  }

  /** The same task with its place filled in where it said none. */
  public ContainerTask placedIn(String defaultResourceGroup, String defaultLocation) {
    return with(placement.filledIn(defaultResourceGroup, defaultLocation));
  }

  public ContainerTask with(Placement newPlacement) {
    return new ContainerTask(
        name,
        container,
        sidecars,
        initContainers,
        group,
        newPlacement,
        limits,
        retry,
        keep,
        onCompletion);
  }

  public ContainerTask with(Limits newLimits) {
    return new ContainerTask(
        name,
        container,
        sidecars,
        initContainers,
        group,
        placement,
        newLimits,
        retry,
        keep,
        onCompletion);
  }

  public ContainerTask with(Retry newRetry) {
    return new ContainerTask(
        name,
        container,
        sidecars,
        initContainers,
        group,
        placement,
        limits,
        newRetry,
        keep,
        onCompletion);
  }

  public ContainerTask with(Keep newKeep) {
    return new ContainerTask(
        name,
        container,
        sidecars,
        initContainers,
        group,
        placement,
        limits,
        retry,
        newKeep,
        onCompletion);
  }

  public ContainerTask with(List<CompletionHook> newOnCompletion) {
    return new ContainerTask(
        name,
        container,
        sidecars,
        initContainers,
        group,
        placement,
        limits,
        retry,
        keep,
        newOnCompletion);
  }

  /** The same task with each secret of its containers and their group replaced. */
  public ContainerTask mapSecrets(UnaryOperator<Secret> mapping) {
    return new ContainerTask(
        name,
        container.mapSecrets(mapping),
        sidecars.stream().map(sidecar -> sidecar.mapSecrets(mapping)).toList(),
        initContainers.stream().map(init -> init.mapSecrets(mapping)).toList(),
        group.mapSecrets(mapping),
        placement,
        limits,
        retry,
        keep,
        onCompletion);
  }

  /** As people may see it: without anything that is, or was, a literal secret or may be one. */
  public ContainerTask withoutSecrets() {
    return mapSecrets(
            secret ->
                secret instanceof Secret.KeyVault || secret instanceof Secret.AppSetting
                    ? secret
                    : new Secret.Hidden())
        .with(onCompletion.stream().map(CompletionHook::shown).toList());
  }

  /** Where it is made, once {@link #placedIn} filled that in. */
  public String resourceGroup() {
    return Objects.requireNonNull(placement.resourceGroup(), "the task has no place yet");
  }

  /** The region to try first, once {@link #placedIn} filled that in. */
  public String location() {
    return Objects.requireNonNull(placement.location(), "the task has no place yet");
  }
}
