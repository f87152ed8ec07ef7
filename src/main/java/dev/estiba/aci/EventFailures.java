package dev.estiba.aci;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells from its events why a container group was not provisioned. Azure answers such a create with
 * success, and tells only later.
 */
final class EventFailures {

  private static final Pattern PULL =
      Pattern.compile("pull image|pulling image|errimagepull|imagepullbackoff|getting manifest");

  private EventFailures() {}

  /** What the events say of a group whose provisioning failed; there may be none. */
  static AciFailure of(List<GroupEvent> events) {
    return find(events, EventFailures::isCapacity)
        .<AciFailure>map(event -> new AciFailure.NoCapacity(code(event), event.message()))
        .or(
            () ->
                find(events, event -> Texts.speakOfQuota(Texts.searchable(event.message())))
                    .map(event -> new AciFailure.QuotaReached(code(event), event.message())))
        .or(() -> pullFailure(events))
        .orElseGet(() -> new AciFailure.ProvisioningFailed(null, everything(events)));
  }

  /**
   * Why an image cannot be pulled, if that was told more than once and trying again changes
   * nothing: Azure goes on trying, and billing, for half an hour.
   */
  static Optional<AciFailure> hopelessPull(List<GroupEvent> events) {
    long told = events.stream().filter(EventFailures::isFailedPull).count();
    return told < 2
        ? Optional.empty()
        : pullFailure(events)
            .filter(
                failure ->
                    failure instanceof AciFailure.ImageNotFound
                        || failure instanceof AciFailure.RegistryDenied);
  }

  private static boolean isFailedPull(GroupEvent event) {
    return event.warning() && PULL.matcher(Texts.searchable(event.message())).find();
  }

  private static boolean isCapacity(GroupEvent event) {
    return code(event).equalsIgnoreCase("InsufficientCapacity")
        || Texts.speakOfCapacity(Texts.searchable(event.message()));
  }

  /** The reason is in one event, and that it failed in another: they are read together. */
  private static Optional<AciFailure> pullFailure(List<GroupEvent> events) {
    String messages =
        events.stream()
            .filter(EventFailures::isFailedPull)
            .map(GroupEvent::message)
            .distinct()
            .collect(Collectors.joining("; "));
    return messages.isEmpty()
        ? Optional.empty()
        : PullFailures.of(null, messages)
            .or(() -> Optional.of(new AciFailure.ImageNotAccessible(null, messages)));
  }

  private static String everything(List<GroupEvent> events) {
    String warnings =
        events.stream()
            .filter(GroupEvent::warning)
            .map(event -> event.name() + ": " + event.message())
            .collect(Collectors.joining("; "));
    return "The container group could not be started. "
        + (warnings.isEmpty() ? "Azure gave no reason." : warnings);
  }

  private static Optional<GroupEvent> find(List<GroupEvent> events, Predicate<GroupEvent> what) {
    return events.stream().filter(what).findFirst();
  }

  /** Azure was seen to write the name with a full stop at its end. */
  private static String code(GroupEvent event) {
    return event.name().endsWith(".")
        ? event.name().substring(0, event.name().length() - 1)
        : event.name();
  }
}
