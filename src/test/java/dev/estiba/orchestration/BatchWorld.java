package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.activity.AgainPolicy;
import dev.estiba.activity.BatchRef;
import dev.estiba.activity.Batches;
import dev.estiba.activity.CloseBatch;
import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.ContainerEnd;
import dev.estiba.activity.ContainerLog;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectBatch;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Look;
import dev.estiba.activity.InspectContainerGroup.Outcome;
import dev.estiba.activity.OpenBatch;
import dev.estiba.activity.Patience;
import dev.estiba.activity.StopBatch;
import dev.estiba.activity.TakeItems;
import dev.estiba.activity.TaskRef;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchLedger;
import dev.estiba.batch.BatchParser;
import dev.estiba.batch.BatchResult;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Json;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.store.DocumentStore;
import dev.estiba.store.MemoryDocuments;
import dev.estiba.store.SharedDocuments;
import dev.estiba.task.PriceTable;
import dev.estiba.task.Reason;
import dev.estiba.task.Sidecar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A batch on the real task hub in virtual time; its containers end as is written down here. */
final class BatchWorld implements AutoCloseable {

  static final String ID = "root";
  static final RunDefaults DEFAULTS =
      new RunDefaults("estiba", "westeurope", 3000, 60_000, PriceTable.AZURE_LIST);

  final VirtualHub hub = new VirtualHub();
  final Batches batches;
  final List<String> created = new ArrayList<>();
  private final Map<String, Set<String>> owners = new HashMap<>();
  final Map<String, Instant> groups = new HashMap<>();

  /** How many groups a task has had at a time at most, by its id. */
  final Map<String, Integer> madeAtATime = new TreeMap<>();

  final Instant begin = hub.now();
  int most;

  /** The activity that runs now. */
  @Nullable String running;

  /** How many times no task is there yet that could have the cancel event. */
  int missedStops;

  /** How long the container of a task runs. */
  Function<TaskRef, Duration> durations = task -> Duration.ofSeconds(60);

  /** What the container of a task exits with. */
  ToIntFunction<TaskRef> exitCodes = task -> 0;

  /** The same for the others of a pack, by their names. */
  BiFunction<TaskRef, String, Duration> othersRun = (task, name) -> Duration.ofSeconds(60);

  ToIntBiFunction<TaskRef, String> otherExitCodes = (task, name) -> 0;

  /** The containers beside the first of each group that was made, by the id of its task. */
  final Map<String, List<String>> packs = new TreeMap<>();

  Function<CreateContainerGroup.Input, CreateContainerGroup.Outcome> creates =
      input -> new CreateContainerGroup.Outcome.Created();

  Function<DeleteContainerGroup.Input, DeleteContainerGroup.Outcome> deletes =
      input -> new DeleteContainerGroup.Outcome.Gone();

  Function<TaskRef, Map<String, String>> outputs = task -> Map.of();

  BatchWorld() {
    this(new MemoryDocuments());
  }

  BatchWorld(DocumentStore documents) {
    batches = new Batches(new SharedDocuments(documents));
    hub.orchestrator(RunBatch.NAME, context -> context.complete(RunBatch.run(context)));
    hub.orchestrator(RunBatchLane.NAME, context -> context.complete(RunBatchLane.run(context)));
    hub.orchestrator(RunTask.NAME, context -> context.complete(RunTask.run(context)));
    hub.orchestrator(
        WatchContainerGroup.NAME, context -> context.complete(WatchContainerGroup.run(context)));
    hub.orchestrator(
        CloseContainerGroup.NAME, context -> context.complete(CloseContainerGroup.run(context)));
    activity(CreateContainerGroup.NAME, CreateContainerGroup.Input.class, this::create);
    activity(InspectContainerGroup.NAME, InspectContainerGroup.Input.class, this::look);
    activity(CollectLogs.NAME, CollectLogs.Input.class, this::collect);
    activity(DeleteContainerGroup.NAME, DeleteContainerGroup.Input.class, this::delete);
    activity(OpenBatch.NAME, OpenBatch.Input.class, new OpenBatch(batches, hub::now)::run);
    activity(TakeItems.NAME, TakeItems.Input.class, new TakeItems(batches, hub::now)::run);
    activity(InspectBatch.NAME, BatchRef.class, new InspectBatch(batches, hub::now)::run);
    activity(CloseBatch.NAME, BatchRef.class, new CloseBatch(batches, hub::now)::run);
    activity(StopBatch.NAME, StopBatch.Input.class, this::stop);
  }

  private CreateContainerGroup.Outcome create(CreateContainerGroup.Input input) {
    CreateContainerGroup.Outcome outcome = creates.apply(input);
    if (outcome instanceof CreateContainerGroup.Outcome.Created) {
      created.add(input.ref().instanceId());
      packs.put(
          input.ref().instanceId(), input.task().sidecars().stream().map(Sidecar::name).toList());
      groups.putIfAbsent(input.ref().containerGroup(), hub.now());
      owners
          .computeIfAbsent(input.ref().instanceId(), id -> new HashSet<>())
          .add(input.ref().containerGroup());
      madeAtATime.merge(
          input.ref().instanceId(), owners.get(input.ref().instanceId()).size(), Math::max);
      most = Math.max(most, groups.size());
    }
    return outcome;
  }

  private Look look(InspectContainerGroup.Input input) {
    Instant made = groups.get(input.ref().containerGroup());
    if (made == null) {
      return new Look(new Outcome.Gone(), 0L);
    }
    Instant end = made.plus(durations.apply(input.ref()));
    List<ContainerEnd> others =
        input.others().stream()
            .filter(name -> !hub.now().isBefore(made.plus(othersRun.apply(input.ref(), name))))
            .map(name -> end(input.ref(), name, made))
            .toList();
    boolean over = !hub.now().isBefore(end);
    if (over && others.size() == input.others().size()) {
      return new Look(
          new Outcome.Terminated(
              exitCodes.applyAsInt(input.ref()),
              made,
              end,
              "Completed",
              null,
              0,
              null,
              others,
              log(input)),
          0L);
    }
    List<ContainerEnd> ended = new ArrayList<>(others);
    if (over) {
      ended.add(
          new ContainerEnd(
              input.ref().containerGroup(),
              exitCodes.applyAsInt(input.ref()),
              made,
              end,
              "Completed",
              0));
    }
    return new Look(new Outcome.Running(made, ended), 0L);
  }

  private CollectLogs.@Nullable Outcome log(InspectContainerGroup.Input input) {
    return input.atEnd() == null
        ? null
        : collect(new CollectLogs.Input(input.ref(), true, input.atEnd(), true));
  }

  private ContainerEnd end(TaskRef ref, String name, Instant made) {
    return new ContainerEnd(
        name,
        otherExitCodes.applyAsInt(ref, name),
        made,
        made.plus(othersRun.apply(ref, name)),
        "Completed",
        0);
  }

  private CollectLogs.Outcome collect(CollectLogs.Input input) {
    return new CollectLogs.Outcome(
        "file:log",
        null,
        Patience.NONE,
        0,
        outputs.apply(input.ref()),
        List.of(),
        input.otherContainers().stream()
            .map(name -> new ContainerLog(name, "file:" + name, true, 0, Map.of("from", name)))
            .toList());
  }

  private DeleteContainerGroup.Outcome delete(DeleteContainerGroup.Input input) {
    groups.remove(input.ref().containerGroup());
    owners
        .getOrDefault(input.ref().instanceId(), new HashSet<>())
        .remove(input.ref().containerGroup());
    return deletes.apply(input);
  }

  private StopBatch.Outcome stop(StopBatch.Input input) {
    StopBatch.Running running = new StopBatch(batches).run(input);
    if (missedStops-- > 0) {
      return new StopBatch.Outcome(running.items());
    }
    running
        .taskIds()
        .forEach(id -> hub.raiseEvent(id, RunTask.CANCEL_EVENT, "{\"reason\": \"stopped\"}"));
    return new StopBatch.Outcome(running.items());
  }

  private <T> void activity(String name, Class<T> type, Function<T, Object> outcome) {
    hub.activity(
        name,
        call -> {
          running = name;
          try {
            return Json.write(Json.write(outcome.apply(input(call, type))));
          } finally {
            running = null;
          }
        });
  }

  static <T> T input(ActivityCall call, Class<T> type) {
    String json = call.input();
    return Json.read(json.startsWith("\"") ? Json.read(json, String.class) : json, type);
  }

  /** Lets a batch run to its end. */
  BatchResult run(String json) {
    start(json);
    return end();
  }

  void start(String json) {
    start(parse(json));
  }

  void start(Batch batch) {
    hub.start(RunBatch.NAME, Json.write(new RunBatchInput(batch, null, 1, DEFAULTS, ID, null)));
  }

  /** Runs again what has not succeeded. */
  BatchResult retry(String json, int round) {
    hub.start(
        RunBatch.NAME,
        BatchRef.of(ID, round).roundId(),
        Json.write(new RunBatchInput(parse(json), ID, round, DEFAULTS, ID, null)));
    return result(
        hub.until(BatchRef.of(ID, round).roundId(), state -> state.status().isTerminal()));
  }

  static Batch parse(String json) {
    ParsedBatch parsed = BatchParser.parse(Json.read(json, JsonNode.class));
    assertThat(parsed).isInstanceOf(ParsedBatch.Valid.class);
    return ((ParsedBatch.Valid) parsed).batch();
  }

  BatchResult end() {
    return result(hub.until(ID, state -> state.status().isTerminal()));
  }

  void cancel(String data) {
    hub.raiseEvent(ID, RunBatch.CANCEL_EVENT, data);
  }

  BatchLedger ledger() {
    return batches.ledger(BatchRef.first(ID)).orElseThrow();
  }

  static int indexOf(TaskRef task) {
    return Integer.parseInt(task.instanceId().replaceFirst(".*?-(r\\d+-)?(\\d+).*", "$2"));
  }

  static CreateContainerGroup.Outcome refused(String type, AgainPolicy policy) {
    return new CreateContainerGroup.Outcome.Refused(
        new Reason(type, "Code", "what Azure says", "do it."), policy, null, null);
  }

  private static BatchResult result(InstanceState state) {
    assertThat(state.status()).as("%s", state).isEqualTo(RuntimeStatus.COMPLETED);
    return Json.read(state.output(), BatchResult.class);
  }

  @Override
  public void close() {
    hub.close();
  }
}
