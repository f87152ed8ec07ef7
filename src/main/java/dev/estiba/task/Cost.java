package dev.estiba.task;

/**
 * What container groups cost, as Azure bills them: whole vCPUs and tenths of a GB, by the second.
 *
 * @param vCpuSeconds vCPUs times seconds
 * @param memoryGBSeconds GB times seconds
 * @param amount in {@code currency}
 * @param currency of the price table, {@code USD} for instance
 */
public record Cost(double vCpuSeconds, double memoryGBSeconds, double amount, String currency) {}
