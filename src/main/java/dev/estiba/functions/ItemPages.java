package dev.estiba.functions;

import com.microsoft.durabletask.DurableTaskClient;
import dev.estiba.activity.BatchRef;
import dev.estiba.activity.Batches;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchLedger;
import dev.estiba.batch.ItemState;
import dev.estiba.batch.ItemView;
import dev.estiba.batch.PackPlan;
import dev.estiba.orchestration.RunTask;
import dev.estiba.task.TaskView;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows the items of a batch, a page at a time: what the ledger says, and what each task says. */
final class ItemPages {

  /**
   * One page.
   *
   * @param next the URL of the following page; null if this is the last
   */
  record Page(List<ItemView> items, @Nullable String next) {

    Page {
      items = List.copyOf(items);
    }
  }

  /** What differs from page to page; the rest, such as the key, is in the next one's URL too. */
  private static final Pattern PAGE = Pattern.compile("^(top|after)=");

  private final DurableTaskClient client;
  private final Batches batches;
  private final BatchRounds.Round newest;
  private final Map<Integer, BatchLedger> rounds = new HashMap<>();

  ItemPages(DurableTaskClient client, Batches batches, BatchRounds.Round newest) {
    this.client = client;
    this.batches = batches;
    this.newest = newest;
  }

  Page page(ItemQuery query, URI url) {
    Optional<BatchLedger> ledger = batches.ledger(newest.ref());
    if (ledger.isEmpty()) {
      return new Page(List.of(), null);
    }
    Batch batch = newest.input().batch();
    List<ItemView> items = new ArrayList<>();
    int index = query.after() + 1;
    for (; index < ledger.get().items() && items.size() < query.top(); index++) {
      if (query.state() == null || ledger.get().state(index) == query.state()) {
        items.add(view(batch, ledger.get(), index));
      }
    }
    return new Page(items, index < ledger.get().items() ? next(query, url, index - 1) : null);
  }

  private static String next(ItemQuery query, URI url, int last) {
    String kept =
        Stream.of(Objects.requireNonNullElse(url.getRawQuery(), "").split("&"))
            .filter(parameter -> !parameter.isEmpty() && !PAGE.matcher(parameter).find())
            .map(parameter -> parameter + "&")
            .collect(Collectors.joining());
    String base = url.toString().replaceFirst("\\?.*", "");
    return base + "?" + kept + "top=" + query.top() + "&after=" + last;
  }

  private ItemView view(Batch batch, BatchLedger ledger, int index) {
    ItemState state = ledger.state(index);
    int round = ledger.roundOf(index);
    BatchLedger of = round == 0 ? null : ledgerOf(round, ledger);
    if (of == null) {
      return bare(batch, index, state, round);
    }
    return task(batch, of, index, state)
        .map(task -> view(batch, index, state, round, task))
        .orElseGet(() -> bare(batch, index, state, round));
  }

  private Optional<TaskView> task(Batch batch, BatchLedger of, int index, ItemState state) {
    return state == ItemState.RUNNING && batch.pack() != null
        ? newestOfPack(of, index)
        : task(of, index, of.attempts().getOrDefault(index, 1));
  }

  /** The newest attempt of a pack with the item in it: the ledger is told once all have ended. */
  private Optional<TaskView> newestOfPack(BatchLedger of, int index) {
    Optional<TaskView> newest = Optional.empty();
    for (int attempt = 1; ; attempt++) {
      Optional<TaskView> task = task(of, index, attempt);
      if (task.isEmpty()) {
        return newest;
      }
      if (PackPlan.isIn(task.get().task(), index)) {
        newest = task;
      }
    }
  }

  private Optional<TaskView> task(BatchLedger of, int index, int attempt) {
    String taskId =
        BatchRef.of(newest.ref().batchId(), of.round()).taskId(of.firstOfPack(index), attempt);
    return Instances.find(client, taskId, RunTask.NAME).map(TaskViews::view);
  }

  private @Nullable BatchLedger ledgerOf(int round, BatchLedger ledger) {
    return round == ledger.round()
        ? ledger
        : rounds.computeIfAbsent(
            round, r -> batches.ledger(BatchRef.of(newest.ref().batchId(), r)).orElse(null));
  }

  private static ItemView bare(Batch batch, int index, ItemState state, int round) {
    return new ItemView(
        index,
        batch.items().item(index),
        state.displayName(),
        round,
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        null);
  }

  private static ItemView view(Batch batch, int index, ItemState state, int round, TaskView task) {
    ItemTask of = ItemTask.of(task, index);
    return new ItemView(
        index,
        batch.items().item(index),
        state == ItemState.RUNNING && !(batch.pack() != null && task.ended())
            ? task.state()
            : state.displayName(),
        round,
        task.id(),
        of.container(),
        of.exitCode(),
        of.reason(),
        of.startTime(),
        of.finishTime(),
        of.outputs(),
        of.cost());
  }
}
