package dev.estiba.local.functionhost.durable;

import dev.estiba.local.taskhub.InstancePage;
import dev.estiba.local.taskhub.InstanceQuery;
import dev.estiba.local.taskhub.InstanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of instances that fits into memory, whatever their inputs are: it is gathered bit by bit,
 * and ends early. Clients go on with the continuation token.
 */
final class BoundedPage {

  private static final int STEP = 20;

  /** About; a step may exceed it. */
  private static final long MAX_CHARACTERS = 16L << 20;

  private final Function<InstanceQuery, InstancePage> hub;

  BoundedPage(Function<InstanceQuery, InstancePage> hub) {
    this.hub = hub;
  }

  InstancePage of(InstanceQuery query) {
    List<InstanceState> instances = new ArrayList<>();
    @Nullable String token = query.continuationToken();
    long characters = 0;
    do {
      int missing = query.pageSize() - instances.size();
      InstancePage step = hub.apply(step(query, Math.min(missing, STEP), token));
      instances.addAll(step.instances());
      characters += step.instances().stream().mapToLong(BoundedPage::characters).sum();
      token = step.continuationToken();
    } while (token != null && instances.size() < query.pageSize() && characters < MAX_CHARACTERS);
    return new InstancePage(instances, token);
  }

  private static InstanceQuery step(InstanceQuery query, int size, @Nullable String token) {
    return new InstanceQuery(
        query.statuses(),
        query.instanceIdPrefix(),
        query.createdFrom(),
        query.createdTo(),
        size,
        token,
        query.fetchPayloads());
  }

  private static long characters(InstanceState state) {
    return length(state.input()) + length(state.output()) + length(state.customStatus());
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
