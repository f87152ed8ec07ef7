package dev.estiba.local.taskhub;

import org.jspecify.annotations.Nullable;

/** One scheduled activity; {@code input} is JSON or null, {@code taskId} unique in a generation. */
public record ActivityCall(String name, String instanceId, int taskId, @Nullable String input) {}
