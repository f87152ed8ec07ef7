package dev.estiba.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroup;
import dev.estiba.aci.ContainerGroupId;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.governor.Governor;
import dev.estiba.governor.Turn;
import dev.estiba.task.Reason;

/** Deletes a task's container group, if it is the task's, and says whether it is gone. */
public final class DeleteContainerGroup {

  public static final String NAME = "DeleteContainerGroup";

  /**
   * What is to be deleted.
   *
   * @param location the region whose limits count it
   */
  public record Input(TaskRef ref, String location) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Gone.class, name = "Gone"),
    @JsonSubTypes.Type(value = Outcome.NotOurs.class, name = "NotOurs"),
    @JsonSubTypes.Type(value = Outcome.StillThere.class, name = "StillThere")
  })
  public sealed interface Outcome {

    /** Azure answered that there is no such group. */
    record Gone() implements Outcome {}

    /** There is one, but this task did not make it: it is left alone. */
    record NotOurs() implements Outcome {}

    record StillThere(Reason reason) implements Outcome {}
  }

  private final ContainerGroups groups;
  private final String app;
  private final Governor governor;

  public DeleteContainerGroup(ContainerGroups groups, String app, Governor governor) {
    this.groups = groups;
    this.app = app;
    this.governor = governor;
  }

  public Outcome run(Input input) {
    Outcome outcome = tryDelete(input);
    if (!(outcome instanceof Outcome.StillThere)) {
      governor.gone(input.ref().ticketId(), input.location());
    }
    return outcome;
  }

  private Outcome tryDelete(Input input) {
    TaskRef ref = input.ref();
    Answer<ContainerGroup> found = find(ref);
    if (!(found instanceof Answer.Ok<ContainerGroup> ok)) {
      return outcomeOf(found);
    }
    if (!Groups.isOurs(ok.value(), app, ref)) {
      return new Outcome.NotOurs();
    }
    Turn turn = governor.askDelete(input.location());
    return turn instanceof Turn.Wait ? new Outcome.StillThere(tooMany(input)) : delete(ref);
  }

  private static Reason tooMany(Input input) {
    return new Reason(
        "AciLimitReached",
        null,
        "No more container groups may be deleted in " + input.location() + " for now.",
        "Nothing to do: it is deleted as soon as the limits allow it.");
  }

  /** One answer that it is missing is no proof: it may come from a replica that lags behind. */
  private Answer<ContainerGroup> find(TaskRef ref) {
    Answer<ContainerGroup> found = groups.get(ref.groupId());
    return found instanceof Answer.Missing ? groups.get(ref.groupId()) : found;
  }

  private Outcome delete(TaskRef ref) {
    Answer<ContainerGroupId> deleted = groups.delete(ref.groupId());
    return deleted instanceof Answer.Failed
        ? outcomeOf(deleted)
        : outcomeOf(groups.get(ref.groupId()));
  }

  private static Outcome outcomeOf(Answer<?> answer) {
    if (answer instanceof Answer.Missing) {
      return new Outcome.Gone();
    }
    return new Outcome.StillThere(
        answer instanceof Answer.Failed<?> failed
            ? failed.failure().toReason()
            : new Reason(
                "StillThere",
                null,
                "Azure accepted the deletion, but still shows the group.",
                "Nothing to do: it is asked again."));
  }
}
