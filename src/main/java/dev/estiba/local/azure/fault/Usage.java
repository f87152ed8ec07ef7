package dev.estiba.local.azure.fault;

/** What the container groups of a subscription have of a region. */
public record Usage(int containerGroups, double cores) {}
