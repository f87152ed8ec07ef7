package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of failures: what {@link Reason#type()} may say, and {@link Retry#onFailures()}. */
public enum FailureType {
  /** The container ended with a code other than 0. */
  EXIT_CODE("ExitCode"),
  OUT_OF_MEMORY("OutOfMemory"),
  /** Azure ended the container. */
  PLATFORM_ENDED("PlatformEnded"),
  MAINTENANCE("Maintenance"),
  /** Azure took a Spot group away. */
  PREEMPTED("Preempted"),
  /** The group was deleted by somebody else. */
  VANISHED("Vanished"),
  INIT_CONTAINER_FAILED("InitContainerFailed"),
  PROVISIONING_FAILED("ProvisioningFailed"),
  QUOTA_REACHED("QuotaReached"),
  NO_CAPACITY("NoCapacity"),
  THROTTLED("Throttled"),
  IMAGE_NOT_FOUND("ImageNotFound"),
  IMAGE_NOT_ACCESSIBLE("ImageNotAccessible"),
  REGISTRY_DENIED("RegistryDenied"),
  REGISTRY_UNAVAILABLE("RegistryUnavailable"),
  PULL_LIMIT_REACHED("PullLimitReached"),
  /** Another change of the group was still under way. */
  TRANSITIONING("Transitioning"),
  /** Azure did not answer. */
  UNAVAILABLE("Unavailable"),
  UNKNOWN("Unknown"),
  TIMED_OUT("TimedOut"),
  INTERNAL_ERROR("InternalError");

  private final String displayName;

  FailureType(String displayName) {
    this.displayName = displayName;
  }

  @JsonValue
  public String displayName() {
    return displayName;
  }

  /** All of them, joined. */
  static String joined(String separator) {
    return Arrays.stream(values())
        .map(FailureType::displayName)
        .collect(Collectors.joining(separator));
  }
}
