package dev.estiba.task;

/**
 * A variable of a container's environment.
 *
 * @param name 1 to 63 letters, digits and underscores, with no underscore at either end
 * @param value any text
 */
public record EnvironmentVariable(String name, String value) {}
