package dev.estiba.task;

import org.jspecify.annotations.Nullable;

/**
 * How long a task and its phases may take, in seconds, and what it may cost.
 *
 * @param timeoutSeconds the task in all, from its submission; 1 to {@value #MAX_SECONDS}
 * @param queueTimeoutSeconds how long an attempt may wait until Azure accepts its group; null for
 *     no limit of its own, as below
 * @param startTimeoutSeconds from there until its container runs
 * @param runTimeoutSeconds from there until its container ends
 * @param cancelGraceSeconds how long a cancelled container has to end after it was asked to; 0 to
 *     {@value #MAX_GRACE_SECONDS}
 * @param budget what all attempts together may cost, in the price table's currency; the task is
 *     cancelled before it costs more. Null for no limit
 */
public record Limits(
    long timeoutSeconds,
    @Nullable Long queueTimeoutSeconds,
    @Nullable Long startTimeoutSeconds,
    @Nullable Long runTimeoutSeconds,
    long cancelGraceSeconds,
    @Nullable Double budget) {

  public static final long MAX_SECONDS = 30L * 24 * 3600;
  public static final long MAX_GRACE_SECONDS = 3600;
  public static final long DEFAULT_TIMEOUT_SECONDS = 24L * 3600;

  public static final Limits DEFAULT = of(DEFAULT_TIMEOUT_SECONDS);

  /** Only the whole of a task is limited. */
  public static Limits of(long timeoutSeconds) {
    return new Limits(timeoutSeconds, null, null, null, 0, null);
  }
}
