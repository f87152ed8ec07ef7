package dev.estiba.local.taskhub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a query; {@code continuationToken} is null on the last. */
public record InstancePage(List<InstanceState> instances, @Nullable String continuationToken) {}
