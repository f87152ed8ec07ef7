package dev.estiba.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.estiba.aci.AciFailure;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.NewContainerGroup;
import dev.estiba.aci.Ownership;
import dev.estiba.secret.Redaction;
import dev.estiba.secret.Resolved;
import dev.estiba.secret.ResolvedTask;
import dev.estiba.secret.SecretResolver;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Keep;
import dev.estiba.task.Priority;
import dev.estiba.task.Reason;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the container group of a task. Asked again after a crash or a lost answer, it finds the
 * group that it made before.
 */
public final class CreateContainerGroup {

  public static final String NAME = "CreateContainerGroup";

  /**
   * What is to be made, and where.
   *
   * @param secretsOwner for whom the task's secrets were sealed
   */
  public record Input(
      TaskRef ref, ContainerTask task, String secretsOwner, String location, Priority priority) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Created.class, name = "Created"),
    @JsonSubTypes.Type(value = Outcome.Refused.class, name = "Refused")
  })
  public sealed interface Outcome {

    record Created() implements Outcome {}

    /**
     * Azure did not accept the group, or nobody knows.
     *
     * @param policy whether to ask again
     * @param retryAfterSeconds how long Azure asked to wait; null where it said nothing
     */
    record Refused(Reason reason, AgainPolicy policy, @Nullable Long retryAfterSeconds)
        implements Outcome {}
  }

  private final ContainerGroups groups;
  private final SecretResolver secrets;
  private final String app;
  private final InstantSource clock;

  public CreateContainerGroup(
      ContainerGroups groups, SecretResolver secrets, String app, InstantSource clock) {
    this.groups = groups;
    this.secrets = secrets;
    this.app = app;
    this.clock = clock;
  }

  public Outcome run(Input input) {
    Ownership owner = new Ownership(app, input.ref().instanceId(), input.ref().attempt());
    Answer<ContainerGroup> existing = groups.get(input.ref().groupId());
    if (existing instanceof Answer.Ok<ContainerGroup> found) {
      return owner.equals(found.value().owner().orElse(null))
          ? new Outcome.Created()
          : refused(nameTaken(input.ref()));
    }
    if (existing instanceof Answer.Failed<ContainerGroup> failed) {
      return refused(failed.failure());
    }
    return create(input, owner);
  }

  private Outcome create(Input input, Ownership owner) {
    ResolvedTask resolved = secrets.resolve(input.task(), input.secretsOwner());
    if (resolved instanceof ResolvedTask.Failed failed) {
      return unresolved(failed.why());
    }
    return create(input, ((ResolvedTask.Ready) resolved).task(), owner);
  }

  private Outcome create(Input input, ContainerTask task, Ownership owner) {
    Answer<ContainerGroup> answer =
        groups.create(
            new NewContainerGroup(
                input.ref().groupId(),
                input.location(),
                input.priority(),
                task,
                owner,
                expires(task)));
    return answer instanceof Answer.Failed<ContainerGroup> failed
        ? withoutSecrets(refused(failed.failure()), task)
        : new Outcome.Created();
  }

  /** Azure quotes what it does not understand, and the reason is stored and shown. */
  private static Outcome withoutSecrets(Outcome.Refused refused, ContainerTask task) {
    Reason said = refused.reason();
    String message = Redaction.of(task).apply(said.message());
    return new Outcome.Refused(
        new Reason(said.type(), said.code(), message, said.remedy()),
        refused.policy(),
        refused.retryAfterSeconds());
  }

  /** By then the task has ended, and the time for which its group may be kept is over. */
  private Instant expires(ContainerTask task) {
    Keep keep = task.keep();
    return clock
        .instant()
        .plusSeconds(task.limits().timeoutSeconds())
        .plusSeconds(task.limits().cancelGraceSeconds())
        .plusSeconds(keep.when() == Keep.When.NEVER ? 0 : keep.seconds());
  }

  private static AciFailure nameTaken(TaskRef ref) {
    return new AciFailure.NameTaken(
        null, "A container group " + ref.groupId() + " exists that this task did not make.");
  }

  private static Outcome unresolved(Resolved.Failed why) {
    return new Outcome.Refused(
        why.reason(), why.mayPass() ? AgainPolicy.WAIT : AgainPolicy.FAIL, null);
  }

  private static Outcome.Refused refused(AciFailure failure) {
    var retryAfter = failure.retryAfter();
    return new Outcome.Refused(
        failure.toReason(),
        AgainPolicy.of(failure),
        retryAfter == null ? null : retryAfter.toSeconds());
  }
}
