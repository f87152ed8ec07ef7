package dev.estiba.aci;

import dev.estiba.task.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why Azure refused or failed a request about a container group. Each type says what a caller does
 * about it ({@link #policy()}) and what a person does ({@link #remedy()}).
 */
public sealed interface AciFailure {

  /** What a caller does about a failure. */
  enum Policy {
    /**
     * It passes by itself, though it may take hours: ask again for as long as the task has time.
     */
    WAIT,
    /** It usually passes within minutes: ask again a bounded number of times. */
    RETRY,
    /** Asking again changes nothing. */
    FAIL
  }

  /** Azure's error code, or null where no answer came. */
  @Nullable String code();

  /** Azure's message, or what went wrong on the way to it. */
  String message();

  Policy policy();

  /** What a person can do, one sentence. */
  String remedy();

  /** How long Azure asked to wait, or null where it said nothing. */
  default @Nullable Duration retryAfter() {
    return null;
  }

  default Reason toReason() {
    return new Reason(getClass().getSimpleName(), code(), message(), remedy());
  }

  /** The image does not exist, or its registry does not let us have it. */
  record ImageNotAccessible(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Check the image's name and tag, and that its registry allows pulling it.";
    }
  }

  /** The registry answered with an error, or not at all. */
  record RegistryUnavailable(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.RETRY;
    }

    @Override
    public String remedy() {
      return "Wait for the registry, or use a registry of your own: public ones limit pulls.";
    }
  }

  /** The subscription's quota of groups or cores in the region is used up. */
  record QuotaReached(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.WAIT;
    }

    @Override
    public String remedy() {
      return "Wait for other groups to end, ask Azure for a higher quota, or use another region.";
    }
  }

  /** The region has no machine for a group of that size now. */
  record NoCapacity(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.WAIT;
    }

    @Override
    public String remedy() {
      return "Wait, ask for less cpu or memory, or use another region.";
    }
  }

  /** Too many requests in a time window. */
  record Throttled(@Nullable String code, String message, @Nullable Duration retryAfter)
      implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.WAIT;
    }

    @Override
    public String remedy() {
      return "Nothing to do: it is asked again when Azure allows it.";
    }
  }

  /** An earlier operation on the group, or on its network, has not ended. */
  record Transitioning(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.RETRY;
    }

    @Override
    public String remedy() {
      return "Nothing to do: it is asked again in a moment.";
    }
  }

  /** A group of that name exists that this task did not make. */
  record NameTaken(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Submit the task again: it gets another name.";
    }
  }

  /** The identity that asks may not do this. */
  record Forbidden(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Give the function app's identity a role on the resource group that allows container"
          + " groups.";
    }
  }

  /** The subscription has never used container groups. */
  record NotRegistered(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Register the provider once: az provider register --namespace"
          + " Microsoft.ContainerInstance --wait.";
    }
  }

  /** Azure does not accept what was asked for. */
  record Invalid(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Change the task as the message says.";
    }
  }

  /** Azure did not answer, or with a server error; the request may have been carried out. */
  record Unavailable(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.RETRY;
    }

    @Override
    public String remedy() {
      return "Look at Azure's status page if it lasts.";
    }
  }

  /** An error that Estiba does not know. */
  record Unknown(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.RETRY;
    }

    @Override
    public String remedy() {
      return "Look the error code up in Azure's documentation.";
    }
  }
}
