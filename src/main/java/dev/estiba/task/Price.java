package dev.estiba.task;

/**
 * What Azure asks for in one region and priority.
 *
 * @param vCpuHour one vCPU for an hour
 * @param memoryGBHour one GB for an hour
 * @param currency {@code USD} for instance
 */
public record Price(double vCpuHour, double memoryGBHour, String currency) {}
