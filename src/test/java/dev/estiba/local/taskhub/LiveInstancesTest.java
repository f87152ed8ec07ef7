package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent.EventTypeCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes for instances, while commits wait until a test has them made. */
class LiveInstancesTest {

  private static final long SEQ = 1;
  private static final HistoryEvent RESULT = Events.taskCompleted(1, 0, "\"result\"");

  private final SettableClock clock = new SettableClock();
  private final List<Runnable> commits = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final List<LiveInstance> turns = new ArrayList<>();
  private final Store store =
      Store.inMemory(Store.newMemory(), clock, CommitProbe.NONE, commits::add);
  private LiveInstances instances;

  @BeforeEach
  void nothing_is_live() {
    Delays delays =
        new Delays() {
          @Override
          public void later(Duration pause, Runnable work) {
            later.add(work);
          }

          @Override
          public void stop() {}
        };
    instances = new LiveInstances(store, delays, clock);
    instances.onReady(turns::add);
  }

  @AfterEach
  void close_the_store() {
    store.close();
  }

  @Test
  void a_result_that_is_made_durable_while_its_instance_is_being_loaded_comes_once() {
    String generation = start();
    listen();

    instances.answered(SEQ, Delivery.inMemory(RESULT, generation));
    var unused = instances.keepAllResults();
    commit();

    assertThat(turns).hasSize(1);
    assertThat(turns.get(0).inbox)
        .extracting(delivery -> delivery.event().getEventTypeCase())
        .containsExactly(EventTypeCase.EXECUTIONSTARTED, EventTypeCase.TASKCOMPLETED);
  }

  @Test
  void what_was_meant_for_an_older_generation_is_dropped() {
    instances.loaded(loaded("old", false));
    instances.loaded(loaded("new", false));

    instances.timerFired(new Timer(0, SEQ, 0, "old"));
    instances.answered(SEQ, Delivery.inMemory(RESULT, "old"));

    assertThat(turns).isEmpty();
  }

  @Test
  void a_result_for_a_suspended_instance_is_made_durable() {
    String generation = start();
    instances.loaded(loaded(generation, true));

    instances.answered(SEQ, Delivery.inMemory(RESULT, generation));
    later.forEach(Runnable::run);
    commit();

    assertThat(inbox()).containsExactly(RESULT);
  }

  @Test
  void a_result_whose_commit_is_undone_because_of_another_is_made_durable_all_the_same() {
    String generation = start();
    Delivery result = Delivery.inMemory(RESULT, generation);

    var kept = store.submit(t -> Lifecycle.keep(t, SEQ, List.of(result)));
    var failed = store.submit(this::writeAndFail);
    commit();

    assertThat(failed).isCompletedExceptionally();
    assertThat(kept).isCompletedWithValue(true);
    assertThat(inbox()).containsExactly(RESULT);
  }

  @Test
  void a_timer_of_an_instance_that_is_no_more_is_for_nobody() {
    Store prompt = Store.inMemory(Store.newMemory(), clock, CommitProbe.NONE, Runnable::run);
    LiveInstances none = new LiveInstances(prompt, new DelayThread(), clock);
    none.onReady(turns::add);
    prompt.subscribe(effect -> dispatch(none, effect));

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> none.timerFired(new Timer(0, SEQ, 0, "gone")));

    assertThat(turns).isEmpty();
    assertThat(none.size()).isZero();
  }

  /** Starts an instance of which nobody in memory is told; returns its generation. */
  private String start() {
    store.commit(t -> Lifecycle.start(t, new NewInstance("Any", "any", null, null)));
    return store.read(sql -> Tables.instance(sql, SEQ)).orElseThrow().executionId;
  }

  private boolean writeAndFail(Transaction transaction) throws java.sql.SQLException {
    Lifecycle.start(transaction, new NewInstance("Any", "other", null, null));
    throw new IllegalStateException("on purpose");
  }

  private static Effect.InstanceLoaded loaded(String generation, boolean suspended) {
    return new Effect.InstanceLoaded(
        SEQ, "any", generation, "Any", 0, null, null, suspended, 0, List.of());
  }

  private void listen() {
    store.subscribe(effect -> dispatch(instances, effect));
  }

  private static void dispatch(LiveInstances to, Effect effect) {
    if (effect instanceof Effect.InstanceLoaded loaded) {
      to.loaded(loaded);
    } else if (effect instanceof Effect.InstanceEnded ended) {
      to.ended(ended.instanceSeq());
    }
  }

  /** All that waits, in one commit. */
  private void commit() {
    List<Runnable> waiting = List.copyOf(commits);
    commits.clear();
    waiting.forEach(Runnable::run);
  }

  private List<HistoryEvent> inbox() {
    return store.read(sql -> Tables.inbox(sql, SEQ)).stream().map(Delivery::event).toList();
  }
}
