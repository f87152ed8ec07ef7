package dev.estiba.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.estiba.aci.AciFailure;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.NewContainerGroup;
import dev.estiba.aci.Ownership;
import dev.estiba.governor.Governor;
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
import java.util.List;
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
   * @param submittedAt when the task was submitted: who came first is served first
   * @param waitsIn other regions in whose queues the task may have a place
   */
  public record Input(
      TaskRef ref,
      ContainerTask task,
      String secretsOwner,
      String location,
      Priority priority,
      Instant submittedAt,
      List<String> waitsIn) {

    public Input {
      waitsIn = List.copyOf(waitsIn);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Created.class, name = "Created"),
    @JsonSubTypes.Type(value = Outcome.Refused.class, name = "Refused")
  })
  public sealed interface Outcome {

    record Created() implements Outcome {}

    /**
     * Azure did not accept the group, or nobody knows; or it was not asked because its limits are
     * reached.
     *
     * @param policy whether to ask again
     * @param retryAfterSeconds how long to wait, as Azure or the limits want it; null where neither
     *     says anything
     * @param estimatedStart when it probably is accepted; null where nobody knows
     */
    record Refused(
        Reason reason,
        AgainPolicy policy,
        @Nullable Long retryAfterSeconds,
        @Nullable Instant estimatedStart)
        implements Outcome {}
  }

  private final ContainerGroups groups;
  private final SecretResolver secrets;
  private final String app;
  private final Governor governor;
  private final InstantSource clock;

  public CreateContainerGroup(
      ContainerGroups groups,
      SecretResolver secrets,
      String app,
      Governor governor,
      InstantSource clock) {
    this.groups = groups;
    this.secrets = secrets;
    this.app = app;
    this.governor = governor;
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
    return governed(input, owner);
  }

  private Outcome governed(Input input, Ownership owner) {
    Leave leave = new Leave(governor, input, expires(input.task()));
    Outcome.Refused wait = leave.ask();
    if (wait != null) {
      return wait;
    }
    ResolvedTask resolved = secrets.resolve(input.task(), input.secretsOwner());
    if (resolved instanceof ResolvedTask.Failed failed) {
      leave.notUsed();
      return unresolved(failed.why());
    }
    return create(input, ((ResolvedTask.Ready) resolved).task(), owner, leave);
  }

  private Outcome create(Input input, ContainerTask task, Ownership owner, Leave leave) {
    Answer<ContainerGroup> answer =
        groups.create(
            new NewContainerGroup(
                input.ref().groupId(),
                input.location(),
                input.priority(),
                task,
                owner,
                expires(task)));
    if (answer instanceof Answer.Failed<ContainerGroup> failed) {
      return withoutSecrets(leave.failed(refused(failed.failure()), failed.failure()), task);
    }
    leave.used();
    return new Outcome.Created();
  }

  /** Azure quotes what it does not understand, and the reason is stored and shown. */
  private static Outcome withoutSecrets(Outcome.Refused refused, ContainerTask task) {
    Reason said = refused.reason();
    String message = Redaction.of(task).apply(said.message());
    return new Outcome.Refused(
        new Reason(said.type(), said.code(), message, said.remedy()),
        refused.policy(),
        refused.retryAfterSeconds(),
        refused.estimatedStart());
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
        why.reason(), why.mayPass() ? AgainPolicy.WAIT : AgainPolicy.FAIL, null, null);
  }

  private static Outcome.Refused refused(AciFailure failure) {
    var retryAfter = failure.retryAfter();
    return new Outcome.Refused(
        failure.toReason(),
        AgainPolicy.of(failure),
        retryAfter == null ? null : retryAfter.toSeconds(),
        null);
  }
}
