package dev.estiba.task;

import org.jspecify.annotations.Nullable;

/**
 * Why a task waits or did not succeed.
 *
 * @param type kind of cause, {@code QuotaReached} for instance
 * @param code the error code of Azure, or null
 * @param message what was said, by Azure where it said something
 * @param remedy what to do about it
 */
public record Reason(String type, @Nullable String code, String message, String remedy) {}
