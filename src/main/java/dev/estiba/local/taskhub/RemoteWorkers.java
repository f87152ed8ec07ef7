package dev.estiba.local.taskhub;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.WorkItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers in other processes, each a stream of work items. An item goes to the worker that has the
 * fewest; when a stream breaks, its items go to others. Thread-safe.
 *
 * <p>Because an answer does not say which generation it is of, there is one item of a key in flight
 * at a time: so the answer to what nobody wants any more is never taken for another's.
 */
final class RemoteWorkers {

  private static final Logger log = LoggerFactory.getLogger(RemoteWorkers.class);

  /** One connected worker. */
  private final class Stream implements Worker {
    private final int number = ++connections;
    private final Consumer<WorkItem> sink;
    private int turns;
    private int activities;

    Stream(Consumer<WorkItem> sink) {
      this.sink = sink;
    }

    boolean hasRoomFor(RemoteItem item) {
      return item.key().isActivity() ? activities < maxActivities : turns < maxTurns;
    }

    void count(RemoteItem item, int change) {
      if (item.key().isActivity()) {
        activities += change;
      } else {
        turns += change;
      }
    }

    int load() {
      return turns + activities;
    }

    @Override
    public void disconnect() {
      RemoteWorkers.this.disconnect(this);
    }
  }

  /** What a connected worker can do here. */
  interface Worker {
    /** Takes back what the worker has not answered. Does nothing when called again. */
    void disconnect();
  }

  private record InFlight(RemoteItem item, Stream stream) {}

  private final int maxTurns;
  private final int maxActivities;
  private final List<Stream> streams = new ArrayList<>();
  private final Map<RemoteItem.Key, InFlight> inFlight = new HashMap<>();
  private final Deque<RemoteItem> waitingTurns = new ArrayDeque<>();
  private final Deque<RemoteItem> waitingActivities = new ArrayDeque<>();
  private int connections;

  /** At most so many turns and activities are given to one worker at a time. */
  RemoteWorkers(int maxTurns, int maxActivities) {
    this.maxTurns = maxTurns;
    this.maxActivities = maxActivities;
  }

  /**
   * @param sink sends to the worker; throws if that is impossible
   */
  synchronized Worker connect(Consumer<WorkItem> sink) {
    Stream stream = new Stream(sink);
    streams.add(stream);
    log.info("Worker {} has connected", stream.number);
    dispatch();
    return stream;
  }

  private synchronized void disconnect(Stream stream) {
    if (!streams.remove(stream)) {
      return;
    }
    log.info("Worker {} has disconnected", stream.number);
    Iterator<InFlight> all = inFlight.values().iterator();
    while (all.hasNext()) {
      InFlight one = all.next();
      if (one.stream == stream) {
        all.remove();
        waiting(one.item).addFirst(one.item);
      }
    }
    dispatch();
  }

  /** Grows whenever a worker connects, which may have other code than those before. */
  synchronized int connections() {
    return connections;
  }

  CompletableFuture<OrchestratorResponse> run(OrchestratorRequest request) {
    CompletableFuture<OrchestratorResponse> answer = new CompletableFuture<>();
    enqueue(new RemoteItem.Turn(request, answer));
    return answer;
  }

  /** Runs an activity, unless it is not wanted any more when its turn comes. */
  void run(
      ActivityCall call,
      BooleanSupplier wanted,
      Function<ActivityOutcome, CompletableFuture<Boolean>> answer) {
    enqueue(new RemoteItem.Activity(call, wanted, answer));
  }

  private synchronized void enqueue(RemoteItem item) {
    waiting(item).add(item);
    dispatch();
  }

  /** The answer to a turn; one that nobody waits for is dropped. */
  void complete(OrchestratorResponse response) {
    if (take(RemoteItem.Key.of(response)) instanceof RemoteItem.Turn turn) {
      turn.answer().complete(response);
    }
  }

  /** The outcome of an activity; completes when that is durable or nobody wants it. */
  CompletableFuture<Boolean> complete(ActivityResponse response) {
    if (take(RemoteItem.Key.of(response)) instanceof RemoteItem.Activity activity) {
      return activity.answer().apply(outcome(response));
    }
    return CompletableFuture.completedFuture(false);
  }

  private static ActivityOutcome outcome(ActivityResponse response) {
    return response.hasFailureDetails()
        ? new ActivityOutcome.Threw(response.getFailureDetails())
        : new ActivityOutcome.Returned(
            response.hasResult() ? response.getResult().getValue() : null);
  }

  private synchronized @Nullable RemoteItem take(RemoteItem.Key key) {
    InFlight answered = inFlight.remove(key);
    if (answered == null) {
      return null;
    }
    answered.stream.count(answered.item, -1);
    dispatch();
    return answered.item;
  }

  private Deque<RemoteItem> waiting(RemoteItem item) {
    return item.key().isActivity() ? waitingActivities : waitingTurns;
  }

  private void dispatch() {
    dispatch(waitingTurns);
    dispatch(waitingActivities);
  }

  private void dispatch(Deque<RemoteItem> waiting) {
    Iterator<RemoteItem> items = waiting.iterator();
    while (items.hasNext()) {
      RemoteItem item = items.next();
      if (!item.isWanted()) {
        items.remove();
      } else if (!inFlight.containsKey(item.key())) {
        Optional<Stream> stream = leastBusy(item);
        if (stream.isEmpty()) {
          return;
        }
        items.remove();
        send(item, stream.get());
      }
    }
  }

  private Optional<Stream> leastBusy(RemoteItem item) {
    return streams.stream()
        .filter(stream -> stream.hasRoomFor(item))
        .min(Comparator.comparingInt(Stream::load));
  }

  /** An item that cannot be sent is taken back when the stream is told to be broken. */
  private void send(RemoteItem item, Stream stream) {
    inFlight.put(item.key(), new InFlight(item, stream));
    stream.count(item, 1);
    try {
      stream.sink.accept(item.message());
    } catch (RuntimeException e) {
      log.info("Worker {} could not be sent a work item: {}", stream.number, e.getMessage());
    }
  }
}
