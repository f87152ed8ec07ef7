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
import java.util.function.IntFunction;
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
    private final @Nullable Connection connection;
    private final Consumer<WorkItem> sink;
    private int turns;
    private int activities;

    Stream(@Nullable Connection connection, Consumer<WorkItem> sink) {
      this.connection = connection;
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
   * @param connection of the worker, if it is known
   * @param sink sends to the worker; throws if that is impossible
   */
  synchronized Worker connect(@Nullable Connection connection, Consumer<WorkItem> sink) {
    if (connection != null) {
      connection.takesItems();
    }
    Stream stream = new Stream(connection, sink);
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

  /** How many have ever connected. */
  synchronized int connections() {
    return connections;
  }

  /**
   * Replays an orchestrator, unless that is not wanted any more when its turn comes.
   *
   * @param requests what a worker of that number is to be asked
   */
  CompletableFuture<RemoteItem.Answer> run(
      String instanceId, IntFunction<OrchestratorRequest> requests, BooleanSupplier wanted) {
    CompletableFuture<RemoteItem.Answer> answer = new CompletableFuture<>();
    enqueue(new RemoteItem.Turn(instanceId, requests, wanted, answer));
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
  void complete(@Nullable Connection connection, OrchestratorResponse response) {
    InFlight answered = take(connection, RemoteItem.Key.of(response));
    if (answered != null && answered.item instanceof RemoteItem.Turn turn) {
      turn.answer().complete(new RemoteItem.Answer(answered.stream.number, response));
    }
  }

  /** The outcome of an activity; completes when that is durable or nobody wants it. */
  CompletableFuture<Boolean> complete(@Nullable Connection connection, ActivityResponse response) {
    InFlight answered = take(connection, RemoteItem.Key.of(response));
    if (answered != null && answered.item instanceof RemoteItem.Activity activity) {
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

  /**
   * What is answered. A worker that has lost its stream may still answer: what it says may be of an
   * item that another worker now has in another form, or of an older generation.
   */
  private synchronized @Nullable InFlight take(
      @Nullable Connection connection, RemoteItem.Key key) {
    InFlight answered = inFlight.get(key);
    if (answered == null
        || connection != null && connection.isOtherThan(answered.stream.connection)) {
      return null;
    }
    inFlight.remove(key);
    answered.stream.count(answered.item, -1);
    dispatch();
    return answered;
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
      stream.sink.accept(item.message(stream.number));
    } catch (RuntimeException e) {
      log.info("Worker {} could not be sent a work item: {}", stream.number, e.getMessage());
    }
  }
}
