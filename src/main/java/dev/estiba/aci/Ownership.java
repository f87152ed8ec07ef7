package dev.estiba.aci;

/**
 * Whose a container group is, written into its tags: from the tags alone a group can be traced and
 * swept, whatever else was lost.
 *
 * @param app which installation of Estiba made it: two in one subscription leave each other alone
 * @param instanceId the orchestration that runs the task
 * @param attempt 1 for the first
 */
public record Ownership(String app, String instanceId, int attempt) {}
