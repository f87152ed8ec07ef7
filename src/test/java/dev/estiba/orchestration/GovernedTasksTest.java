package dev.estiba.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.activity.CollectLogs;
import dev.estiba.activity.CreateContainerGroup;
import dev.estiba.activity.DeleteContainerGroup;
import dev.estiba.activity.InspectContainerGroup;
import dev.estiba.activity.InspectContainerGroup.Look;
import dev.estiba.document.Json;
import dev.estiba.governor.Governor;
import dev.estiba.governor.LimitTable;
import dev.estiba.governor.Ticket;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.secret.KeyVaultSecrets;
import dev.estiba.secret.SealingSettings;
import dev.estiba.secret.SecretResolver;
import dev.estiba.secret.SecretSealer;
import dev.estiba.store.DirectoryDocumentStore;
import dev.estiba.store.SharedDocuments;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Priority;
import dev.estiba.task.TaskPhase;
import dev.estiba.task.TaskResult;
import dev.estiba.task.TaskState;
import dev.estiba.task.TaskStatus;
import dev.estiba.testing.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many tasks at the limits that Azure documents, in virtual time. */
final class GovernedTasksTest {

  private static final String APP = "app";
  private static final Duration RUN = Duration.ofMinutes(1);
  private static final Candidate WEST =
      new Candidate("westeurope", Priority.REGULAR, TaskWorld.PRICE);
  private static final Candidate NORTH =
      new Candidate("northeurope", Priority.REGULAR, TaskWorld.PRICE);

  @TempDir private Path folder;
  private final VirtualHub hub = new VirtualHub();
  private final LimitedAzure azure = new LimitedAzure(hub::now);
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private Governor governor;

  @BeforeEach
  void connect() {
    SharedDocuments documents = new SharedDocuments(new DirectoryDocumentStore(folder));
    governor = new Governor(LimitTable.AZURE, () -> documents, hub::now);
    KeyVaultSecrets vault = new KeyVaultSecrets();
    SecretResolver secrets =
        new SecretResolver(new SecretSealer(APP, SealingSettings.NONE, vault), vault, Map.of());
    CreateContainerGroup create = new CreateContainerGroup(azure, secrets, APP, governor, hub::now);
    DeleteContainerGroup delete = new DeleteContainerGroup(azure, APP, governor);
    hub.orchestrator(RunTask.NAME, context -> context.complete(RunTask.run(context)));
    hub.orchestrator(
        WatchContainerGroup.NAME, context -> context.complete(WatchContainerGroup.run(context)));
    hub.orchestrator(
        CloseContainerGroup.NAME, context -> context.complete(CloseContainerGroup.run(context)));
    activity(
        CreateContainerGroup.NAME,
        CreateContainerGroup.Input.class,
        input -> counted(create, input));
    activity(DeleteContainerGroup.NAME, DeleteContainerGroup.Input.class, delete::run);
    activity(InspectContainerGroup.NAME, InspectContainerGroup.Input.class, this::look);
    activity(CollectLogs.NAME, CollectLogs.Input.class, input -> TaskWorld.aLog("file:log"));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private Object counted(CreateContainerGroup create, CreateContainerGroup.Input input) {
    asked.merge(input.ref().instanceId(), 1, Integer::sum);
    return create.run(input);
  }

  private Look look(InspectContainerGroup.Input input) {
    Instant begin = Objects.requireNonNull(azure.created.get(input.ref().instanceId()));
    boolean over = !hub.now().isBefore(begin.plus(RUN));
    return new Look(
        input.state() ? (over ? TaskWorld.ended(0) : TaskWorld.running()) : null,
        input.log() ? 0L : null);
  }

  private <T> void activity(String name, Class<T> type, Function<T, Object> activity) {
    hub.activity(name, call -> Json.write(Json.write(activity.apply(input(call, type)))));
  }

  private static <T> T input(ActivityCall call, Class<T> type) {
    String json = call.input();
    return Json.read(json.startsWith("\"") ? Json.read(json, String.class) : json, type);
  }

  private static String id(int number) {
    return "task-%04d".formatted(number);
  }

  private void start(String id, Candidate... candidates) {
    ContainerTask task = Tasks.aTask();
    hub.start(
        RunTask.NAME,
        id,
        Json.write(
            new RunTaskInput(task, 3000, 60_000, List.of(candidates), id, null, false, null)));
  }

  private TaskResult end(String id) {
    InstanceState state = hub.until(id, instance -> instance.status().isTerminal());
    return Json.read(state.output(), TaskResult.class);
  }

  private TaskStatus queued(String id) {
    return Json.read(hub.until(id, state -> isQueued(state)).customStatus(), TaskStatus.class);
  }

  private static boolean isQueued(InstanceState state) {
    return state.customStatus() != null
        && Json.read(state.customStatus(), TaskStatus.class).phase() == TaskPhase.QUEUED;
  }

  @Test
  void more_tasks_than_azure_allows_start_in_their_order_and_azure_refuses_none() {
    Instant begin = hub.now();
    int tasks = 250;
    IntStream.range(0, tasks).forEach(i -> start(id(i), WEST));

    Stream<TaskResult> results = IntStream.range(0, tasks).mapToObj(i -> end(id(i)));

    assertThat(results.map(TaskResult::state)).containsOnly(TaskState.SUCCEEDED);
    assertThat(azure.refused).isZero();
    assertThat(azure.creates).hasSize(tasks);
    assertThat(azure.deletes).hasSize(tasks);
    List<Instant> starts = List.copyOf(new TreeMap<>(azure.created).values());
    assertThat(starts).isSorted();
    assertThat(Duration.between(begin, starts.get(tasks - 1)))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    // The first hundred ask once; the others are told when to ask again.
    assertThat(asked.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100 + 2 * 150);
  }

  @Test
  void a_task_that_waits_tells_why_and_when_it_probably_starts() {
    Instant begin = hub.now();
    IntStream.range(0, 101).forEach(i -> start(id(i), WEST));

    TaskStatus status = queued(id(100));

    assertThat(status.reason().type()).isEqualTo("AciLimitReached");
    assertThat(status.reason().message())
        .contains("100 container groups may be created in five minutes", "number 1", "00:05 UTC");
    assertThat(status.estimatedStart()).isEqualTo(begin.plusSeconds(305));
  }

  @Test
  void one_refusal_of_azures_pauses_all_and_they_go_on_together() {
    azure.busyUntil = hub.now().plusSeconds(120);
    int tasks = 60;
    IntStream.range(0, tasks).forEach(i -> start(id(i), WEST));

    IntStream.range(0, tasks).forEach(i -> end(id(i)));

    assertThat(azure.refused).isEqualTo(1);
    assertThat(azure.creates).hasSize(tasks);
    assertThat(azure.created.values())
        .allMatch(time -> !time.isAfter(azure.busyUntil.plusSeconds(15)));
    assertThat(asked.values()).allMatch(times -> times == 2);
  }

  @Test
  void another_region_that_has_room_takes_what_the_first_has_no_room_for() {
    Instant begin = hub.now();
    IntStream.range(0, 100).forEach(i -> governor.ask(foreign(i, begin), "westeurope"));

    start("task-x", WEST, NORTH);
    start("task-y", WEST, NORTH);
    end("task-x");

    assertThat(azure.created).containsOnlyKeys("task-x", "task-y").containsValue(begin);
    // Nobody waits in the first region any more: the next one is first.
    start("task-z", WEST);
    assertThat(queued("task-z").reason().message()).contains("number 1 in the queue");
  }

  private static Ticket foreign(int number, Instant now) {
    return new Ticket("other/" + number, now, 0.1, now.plus(Duration.ofDays(1)));
  }
}
