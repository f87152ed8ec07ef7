package dev.estiba.aci;

import dev.estiba.task.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why Azure refused or failed a request about a container group, or the group itself. Each type
 * says what a caller does about it ({@link #policy()}) and what a person does ({@link #remedy()}).
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
    /** Ask in another region if the task names one, and else as for {@link #WAIT}. */
    OTHER_REGION,
    /** Asking again changes nothing. */
    FAIL
  }

  /** Azure's error code or the name of its event, or null where there was none. */
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

  /** The subscription's quota of groups or cores in the region is used up. */
  record QuotaReached(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.OTHER_REGION;
    }

    @Override
    public String remedy() {
      return "Wait for other groups to end, name fallbackLocations, or ask Azure for a"
          + " higher quota.";
    }
  }

  /** The region has no machine for a group of that size now. */
  record NoCapacity(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.OTHER_REGION;
    }

    @Override
    public String remedy() {
      return "Wait, ask for less cpu or memoryInGB, or name fallbackLocations.";
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

  /** The registry has no such image. */
  record ImageNotFound(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Check the image's name and its tag or digest.";
    }
  }

  /**
   * The image does not exist, or its registry does not let us have it: Azure does not say which.
   */
  record ImageNotAccessible(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Check the image's name and tag and, if its registry is private,"
          + " imageRegistryCredentials.";
    }
  }

  /** The registry does not let us have the image with the credentials that the task gives. */
  record RegistryDenied(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Check imageRegistryCredentials: the user and the password, or that the"
          + " identity has the role AcrPull on the registry.";
    }
  }

  /**
   * The registry lets nobody pull more for now, as Docker Hub after so many pulls in some hours.
   * Groups share Azure's addresses, so others' pulls count too.
   */
  record PullLimitReached(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.WAIT;
    }

    @Override
    public String remedy() {
      return "Log in to the registry with imageRegistryCredentials, or copy the image to a"
          + " registry of your own.";
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
      return "Wait for the registry, or copy the image to one of your own: public ones limit"
          + " pulls.";
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

  /** The identity that asks may not do this. */
  record Forbidden(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Give the function app's identity a role that allows container groups on the"
          + " resource group, and the use of the task's subnet and identities if it has"
          + " any.";
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

  /**
   * An earlier operation on the group, its resource group or its network has not ended, or is not
   * known everywhere yet.
   */
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

  /** Azure took back the spare capacity that a Spot group ran on. */
  record Preempted(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.RETRY;
    }

    @Override
    public String remedy() {
      return "Let the task be run again with retry.maxAttempts, or give it the priority"
          + " Regular.";
    }
  }

  /** Azure accepted the group, but could not start it, for another reason than those above. */
  record ProvisioningFailed(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.FAIL;
    }

    @Override
    public String remedy() {
      return "Check that the image's command can be started and its volumes mounted, then"
          + " submit the task again.";
    }
  }

  /** Azure did not answer, or with a server error; the request may have been carried out. */
  record Unavailable(@Nullable String code, String message) implements AciFailure {
    @Override
    public Policy policy() {
      return Policy.WAIT;
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
