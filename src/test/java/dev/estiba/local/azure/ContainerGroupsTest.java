package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.Behavior;
import dev.estiba.local.azure.fault.Delays;
import dev.estiba.local.azure.fault.Moods;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes at the same time, in between or after a failure. */
final class ContainerGroupsTest {

  private static final GroupId ID = new GroupId("s1", "rg", "g1");
  private static final GroupId OTHER = new GroupId("s1", "rg", "g2");
  private static final ApiVersion VERSION = new ApiVersion("2023-05-01");
  private static final Duration A_WHILE = Duration.ofMillis(300);

  @TempDir Path data;
  private final WatchedRuntime runtime = new WatchedRuntime();
  private final InstantSource clock = InstantSource.system();
  private final Moods moods = new Moods(Behavior.GOOD, clock);
  private final Parts parts = new Parts();
  private final Background background = parts.add(new Background(Duration.ofMillis(200)));
  private GroupTable table;
  private ContainerGroups groups;
  private ResourceGroups homes;
  private GroupLife life;

  @BeforeEach
  void open() throws Exception {
    StateStore state = parts.add(StateStore.open(data));
    homes = new ResourceGroups(state.table("homes", ResourceGroup.class));
    homes.add(new ResourceGroup("u1", "s1", "rg", "westeurope", Json.object(), false));
    table = new GroupTable(state.table("groups", ContainerGroup.class));
    parts.add(runtime::close);
    Specs specs = new Specs(new FileShares(null), group -> Map.of());
    life =
        new GroupLife(table, runtime, specs, moods, background, clock, ContainerNewsListener.NONE);
    parts.add(life);
    groups =
        new ContainerGroups(
            table,
            homes,
            runtime,
            specs,
            life,
            new SupportedProperties(Set.of("subnetIds")),
            moods,
            clock);
    life.open();
  }

  @AfterEach
  void close() throws Exception {
    parts.close();
  }

  private static ContainerGroups.Asked asked() {
    return new ContainerGroups.Asked(UUID.randomUUID().toString(), VERSION);
  }

  private static ObjectNode running(String image) {
    return ArmClient.group(image, List.of(), Map.of("SIMULATED_DURATION", "600"));
  }

  private ContainerGroup put(ObjectNode group) {
    return groups.put(ID, group, asked()).group();
  }

  private ContainerGroup group() {
    return groups.find(ID).orElseThrow();
  }

  private void awaitRunning(String container) {
    await()
        .untilAsserted(
            () -> {
              assertThat(GroupStates.of(group(), clock.instant())).isEqualTo("Running");
              assertThat(runtime.steps()).contains("start " + container);
            });
  }

  @Test
  void an_update_without_ports_gives_the_address_up() {
    ObjectNode published = running("a");
    published
        .withObject("/properties/ipAddress")
        .put("type", "Public")
        .putArray("ports")
        .addObject()
        .put("port", 80);
    assertThat(put(published).ip()).startsWith("127.77.");

    put(running("b"));

    assertThat(group().ip()).isNull();
  }

  @Test
  void the_containers_of_a_group_are_taken_away_at_the_same_time() throws Exception {
    ObjectNode group = running("a");
    ObjectNode other = group.withObject("/properties/containers/0").deepCopy();
    group.withObject("/properties").withArray("containers").add(other.put("name", "other"));
    put(group);
    awaitRunning("other-0");

    for (String step : List.of("stop", "remove")) {
      CountDownLatch both = new CountDownLatch(2);
      AtomicBoolean met = new AtomicBoolean(true);
      runtime.before(
          s -> {
            if (s.startsWith(step + " ")) {
              both.countDown();
              met.compareAndSet(true, both.await(60, TimeUnit.SECONDS));
            }
          });
      if (step.equals("stop")) {
        groups.stop(group());
      } else {
        var unused = groups.delete(ID);
      }
      assertThat(met).as(step).isTrue();
    }
    assertThat(runtime.present()).isEmpty();
  }

  @Test
  void a_resource_group_that_is_slow_to_go_keeps_no_other_one_waiting() throws Exception {
    homes.add(new ResourceGroup("u2", "s1", "empty", "westeurope", Json.object(), false));
    put(running("a"));
    awaitRunning("main-0");
    CountDownLatch release = new CountDownLatch(1);
    runtime.before(step -> assertThat(release.await(60, TimeUnit.SECONDS)).isTrue());
    ResourceGroupDeletes deletes = new ResourceGroupDeletes(homes, groups, background);

    deletes.begin(homes.find("s1", "rg").orElseThrow());
    deletes.begin(homes.find("s1", "empty").orElseThrow());

    await().until(() -> homes.find("s1", "empty").isEmpty());
    assertThat(homes.find("s1", "rg")).isPresent();
    release.countDown();
    await().until(() -> homes.find("s1", "rg").isEmpty());
  }

  private static void during(Duration time, Runnable holds) {
    await().during(time).pollInterval(Duration.ofMillis(10)).untilAsserted(holds::run);
  }

  /** Keeps everything that changes off the disk until it is closed. */
  private Connection aFullDisk() throws SQLException {
    Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("state.db"));
    try (var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
    }
    return other;
  }

  @Test
  void a_container_whose_pull_is_over_after_a_restart_of_its_group_is_not_started() {
    moods.set(Behavior.GOOD.withDelays(new Delays(null, A_WHILE, null)));
    put(running("img"));

    groups.restart(group(), asked());

    awaitRunning("main-1");
    during(A_WHILE, () -> assertThat(runtime.present()).containsExactly("main-1"));
  }

  @Test
  void what_containers_of_before_shared_is_not_removed_once_those_of_now_have_started() {
    put(running("a"));
    awaitRunning("main-0");
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    runtime.before(
        step -> {
          if (step.equals("start main-2")) {
            started.countDown();
          } else if (step.equals("remove main-0") && first.getAndSet(false)) {
            assertThat(started.await(A_WHILE.toMillis(), TimeUnit.MILLISECONDS)).isNotNull();
          }
        });

    put(running("b"));
    put(running("c"));

    awaitRunning("main-2");
    during(
        A_WHILE,
        () ->
            assertThat(runtime.steps().lastIndexOf("removeGroup"))
                .isBetween(0, runtime.steps().indexOf("start main-2")));
  }

  @Test
  void containers_of_now_start_when_those_of_before_are_gone_from_the_disk_too() throws Exception {
    put(running("a"));
    awaitRunning("main-0");
    CountDownLatch stored = new CountDownLatch(1);
    runtime.before(
        step -> {
          if (step.equals("remove main-0")) {
            stored.await();
          }
        });
    put(running("b"));

    try (Connection disk = aFullDisk()) {
      stored.countDown();
      await().until(() -> runtime.steps().contains("remove main-0"));
      during(A_WHILE, () -> assertThat(runtime.steps()).doesNotContain("start main-1"));
      disk.close();
    }

    awaitRunning("main-1");
  }

  @Test
  void a_group_that_was_not_provisioned_is_tried_again_by_a_restart() {
    ObjectNode late = ArmClient.group("img", List.of(), Map.of("SIMULATED_START_DELAY", "600"));
    late.withObject("/properties").put("provisioningTimeoutInSeconds", 1);
    put(late);
    await().until(() -> GroupStates.provisioning(group()).equals("Failed"));

    groups.restart(group(), asked());

    await().until(() -> runtime.steps().contains("start main-1"));
  }

  @Test
  void what_is_asked_of_a_group_that_goes_meanwhile_is_not_said_to_be_done() throws Exception {
    ContainerGroup before = put(running("a"));
    AtomicBoolean late = new AtomicBoolean(true);
    runtime.before(
        step -> {
          if (step.startsWith("admit") && late.getAndSet(false)) {
            groups.delete(ID);
          }
        });

    assertThatThrownBy(() -> put(running("b"))).isInstanceOf(ArmException.class);
    assertThatThrownBy(() -> groups.restart(before, asked())).isInstanceOf(ArmException.class);
    assertThatThrownBy(() -> groups.tag(before, Json.object().put("a", "b")))
        .isInstanceOf(ArmException.class);
  }

  @Test
  void new_tags_do_not_bring_back_what_another_request_changed_meanwhile() {
    ContainerGroup before = put(running("a"));
    ObjectNode renamed = running("b");
    renamed.withObject("/properties/containers/0").put("name", "other");
    ObjectNode tagged = running("a");
    tagged.putObject("tags").put("new", "tag");

    put(renamed);

    ObjectNode definition = Definitions.of("g1", tagged, new SupportedProperties(Set.of()));
    assertThatThrownBy(() -> groups.update(before, definition, asked()))
        .isInstanceOf(ArmException.class);
    assertThat(Definitions.containers(group().definition()).get(0).path("name").asText())
        .isEqualTo("other");
  }

  @Test
  void a_stop_that_failed_is_done_by_the_next_one() throws Exception {
    put(running("a"));
    awaitRunning("main-0");
    AtomicBoolean fails = new AtomicBoolean(true);
    runtime.before(
        step -> {
          if (step.startsWith("stop") && fails.getAndSet(false)) {
            throw new IOException("The engine does not answer");
          }
        });

    assertThatThrownBy(() -> groups.stop(group())).isInstanceOf(IOException.class);
    groups.stop(group());

    assertThat(runtime.steps()).contains("stop main-0");
  }

  @Test
  void a_delete_that_failed_goes_on_by_itself() {
    put(running("a"));
    awaitRunning("main-0");
    AtomicBoolean fails = new AtomicBoolean(true);
    runtime.before(
        step -> {
          if (step.startsWith("remove ") && fails.getAndSet(false)) {
            throw new IOException("The engine does not answer");
          }
        });

    assertThatThrownBy(() -> groups.delete(ID)).isInstanceOf(IOException.class);

    await().untilAsserted(() -> assertThat(groups.find(ID)).isEmpty());
    assertThat(runtime.present()).isEmpty();
  }

  @Test
  void a_delete_tells_that_one_of_several_containers_could_not_be_removed() {
    ObjectNode group = running("a");
    ObjectNode other = group.withObject("/properties/containers/0").deepCopy();
    group.withObject("/properties").withArray("containers").add(other.put("name", "other"));
    put(group);
    awaitRunning("other-0");
    AtomicBoolean fails = new AtomicBoolean(true);
    runtime.before(
        step -> {
          if (step.equals("remove other-0") && fails.getAndSet(false)) {
            throw new IOException("The engine does not answer");
          }
        });

    assertThatThrownBy(() -> groups.delete(ID)).hasMessage("The engine does not answer");

    await().untilAsserted(() -> assertThat(groups.find(ID)).isEmpty());
    assertThat(runtime.present()).isEmpty();
  }

  @Test
  void a_second_delete_is_not_over_before_the_containers_of_now_are_gone() throws Exception {
    ContainerGroup before = put(running("a"));
    awaitRunning("main-0");
    put(running("b"));
    awaitRunning("main-1");
    CountDownLatch held = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    runtime.before(
        step -> {
          if (step.equals("remove main-1") && first.getAndSet(false)) {
            held.await();
          }
        });
    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> delete(group()));
    await().until(() -> !first.get());

    delete(before);

    assertThat(runtime.present()).isEmpty();
    held.countDown();
    one.join();
  }

  private void delete(ContainerGroup group) {
    try {
      life.delete(group, Duration.ZERO);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_repeated_create_is_not_answered_before_the_first_one_is_on_the_disk() throws Exception {
    try (Connection disk = aFullDisk()) {
      CompletableFuture<ContainerGroup> first =
          CompletableFuture.supplyAsync(() -> put(running("a")));
      await().until(() -> groups.find(ID).isPresent());
      CompletableFuture<ContainerGroup> second =
          CompletableFuture.supplyAsync(() -> put(running("a")));

      during(A_WHILE, () -> assertThat(second).isNotDone());

      disk.close();
      assertThat(first.join().uid()).isEqualTo(second.join().uid());
    }
  }

  @Test
  void of_several_starts_at_once_one_starts_the_group() throws Exception {
    put(running("a"));
    awaitRunning("main-0");
    groups.stop(group());
    ContainerGroup stopped = group();

    assertThat(groups.start(stopped, asked())).isTrue();
    assertThat(groups.start(stopped, asked())).isFalse();

    awaitRunning("main-1");
    during(A_WHILE, () -> assertThat(runtime.present()).containsExactly("main-1"));
  }

  @Test
  void operations_of_long_ago_are_forgotten() {
    ContainerGroup group = put(running("a"));
    String create = group.operation().id();
    assertThat(groups.findByOperation(create)).isPresent();

    for (int i = 0; i < 20; i++) {
      groups.restart(group(), asked());
    }

    assertThat(groups.findByOperation(create)).isEmpty();
    assertThat(groups.findByOperation(group().operation().id())).isPresent();
  }

  @Test
  void an_update_tells_as_a_create_does_what_has_no_effect() {
    ObjectNode group = running("a");
    group.withObject("/properties").putArray("subnetIds").addObject().put("id", "/subnets/a");
    put(group);
    ObjectNode updated = group.deepCopy();
    updated.withObject("/properties/containers/0/properties").put("image", "b");

    assertThat(put(updated).events())
        .extracting(ContainerEvent::name)
        .containsExactly("NotSupportedLocally");
  }

  @Test
  void groups_that_are_stopped_when_azure_starts_do_not_take_a_thread_each() throws Exception {
    for (int i = 0; i < 200; i++) {
      GroupId id = new GroupId("s1", "rg", "g" + i);
      groups.stop(groups.put(id, running("a"), asked()).group());
    }
    CountDownLatch held = new CountDownLatch(1);
    runtime.before(step -> held.await());

    life.open();

    during(A_WHILE, () -> assertThat(threads("local-azure-groups")).isLessThan(100));
    held.countDown();
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  @Test
  void an_update_that_is_restarted_at_once_shares_nothing_with_the_containers_of_before() {
    put(running("a"));
    awaitRunning("main-0");
    CountDownLatch restarted = new CountDownLatch(1);
    AtomicBoolean fails = new AtomicBoolean(true);
    runtime.before(
        step -> {
          if (step.equals("remove main-0") && fails.getAndSet(false)) {
            restarted.await();
            throw new IOException("The engine does not answer");
          }
        });

    put(running("b"));
    groups.restart(group(), asked());
    restarted.countDown();

    awaitRunning("main-2");
    assertThat(runtime.steps()).containsSubsequence("remove main-0", "removeGroup", "start main-2");
    groups.restart(group(), asked());
    awaitRunning("main-3");
    assertThat(runtime.steps()).containsOnlyOnce("removeGroup");
  }

  @Test
  void a_container_that_could_not_be_removed_for_its_next_run_is_removed_later() {
    ObjectNode group = ArmClient.group("img", List.of(), Map.of("SIMULATED_EXIT_CODE", "1"));
    group.withObject("/properties").put("restartPolicy", "OnFailure");
    AtomicBoolean fails = new AtomicBoolean(true);
    runtime.before(
        step -> {
          if (step.equals("remove main-0") && fails.getAndSet(false)) {
            throw new IOException("The engine does not answer");
          }
        });

    put(group);

    await().until(() -> runtime.steps().contains("start main-1"));
    await().untilAsserted(() -> assertThat(runtime.present()).doesNotContain("main-0"));
  }

  @Test
  void nothing_is_due_before_the_containers_of_before_are_gone() {
    Operation operation = new Operation("o", Operation.Kind.RESTART, clock.instant(), VERSION);
    ObjectNode definition = Definitions.of("g1", running("a"), new SupportedProperties(Set.of()));
    ContainerGroup renewed =
        ContainerGroup.asked(ID, definition, operation, null).renewed(operation);

    assertThat(renewed.due()).isEmpty();
    assertThat(renewed.without(renewed.leftovers()).due()).hasSize(1);
  }

  @Test
  void a_change_is_not_answered_before_it_is_on_the_disk() throws Exception {
    ContainerGroup group = put(running("a"));
    try (Connection disk = aFullDisk()) {
      CompletableFuture<ContainerGroup> change =
          CompletableFuture.supplyAsync(() -> groups.tag(group, Json.object().put("new", "tag")));

      during(A_WHILE, () -> assertThat(change).isNotDone());

      disk.close();
      assertThat(change.join().definition().at("/tags/new").asText()).isEqualTo("tag");
    }
  }

  @Test
  void containers_end_after_it_is_on_the_disk_that_they_are_to() throws Exception {
    put(running("a"));
    ContainerGroup other = groups.put(OTHER, running("a"), asked()).group();
    awaitRunning("main-0");
    try (Connection disk = aFullDisk()) {
      CompletableFuture<Void> delete = CompletableFuture.runAsync(() -> delete(group()));
      CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stop(other));

      during(
          A_WHILE,
          () -> assertThat(runtime.steps()).doesNotContain("remove main-0", "stop main-0"));

      disk.close();
      delete.join();
      stop.join();
    }
    assertThat(runtime.steps()).contains("remove main-0", "stop main-0");
  }

  private void stop(ContainerGroup group) {
    try {
      groups.stop(group);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_container_runs_again_after_it_is_on_the_disk_that_it_is_to() throws Exception {
    ObjectNode group =
        ArmClient.group(
            "img", List.of(), Map.of("SIMULATED_DURATION", "0.5", "SIMULATED_EXIT_CODE", "1"));
    group.withObject("/properties").put("restartPolicy", "OnFailure");
    put(group);
    try (Connection disk = aFullDisk()) {
      await().until(() -> group().containers().get(0).run() == 1);

      during(A_WHILE, () -> assertThat(runtime.steps()).doesNotContain("start main-1"));

      disk.close();
      await().until(() -> runtime.steps().contains("start main-1"));
    }
  }

  @Test
  void a_delete_removes_what_an_update_could_not_yet() throws Exception {
    put(running("a"));
    awaitRunning("main-0");
    CountDownLatch failed = new CountDownLatch(1);
    runtime.before(
        step -> {
          if (step.equals("remove main-0") && failed.getCount() > 0) {
            failed.countDown();
            throw new IOException("The engine does not answer");
          }
        });
    put(running("b"));
    failed.await();

    groups.delete(ID);

    assertThat(runtime.present()).isEmpty();
  }

  @Test
  void nothing_is_added_to_a_resource_group_that_is_deleted_meanwhile() {
    runtime.before(step -> homes.find("s1", "rg").ifPresent(homes::remove));

    assertThatThrownBy(() -> put(running("a"))).isInstanceOf(ArmException.class);

    assertThat(groups.find(ID)).isEmpty();
  }
}
