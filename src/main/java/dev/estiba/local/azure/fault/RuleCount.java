package dev.estiba.local.azure.fault;

/**
 * What became of a rule so far.
 *
 * @param matched requests that fit it and that no earlier rule acted on
 * @param acted those that it acted on
 */
public record RuleCount(long matched, long acted) {}
