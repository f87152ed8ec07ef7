package dev.estiba.local.taskhub;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances to list or purge. Null or empty means any.
 *
 * @param createdFrom inclusive
 * @param createdTo inclusive
 * @param pageSize at most this many per page, 1 or more
 * @param continuationToken from the page before, or null for the first
 */
public record InstanceQuery(
    Set<RuntimeStatus> statuses,
    @Nullable String instanceIdPrefix,
    @Nullable Instant createdFrom,
    @Nullable Instant createdTo,
    int pageSize,
    @Nullable String continuationToken,
    boolean fetchPayloads) {}
