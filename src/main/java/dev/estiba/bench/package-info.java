/**
 * Measures the task hub, and other durable engines beside it on the same machine.
 *
 * <p>{@link dev.estiba.bench.TaskHubBench} is the way in: it runs {@linkplain
 * dev.estiba.bench.Workload workloads} and {@linkplain dev.estiba.bench.Peer peers}, each of which
 * adds rows to a {@link dev.estiba.bench.Report}.
 */
@NullMarked
package dev.estiba.bench;

import org.jspecify.annotations.NullMarked;
