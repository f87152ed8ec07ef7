package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it means on every runtime to stop a container. */
abstract class StopContract {

  final TestGroup group = new TestGroup();
  final Recorder recorder = new Recorder();
  private final Set<ContainerId> started = new LinkedHashSet<>();

  @TempDir Path folder;
  private ContainerRuntime runtime;

  abstract ContainerRuntime runtime() throws Exception;

  /** Writes {@code hello} and runs on. */
  abstract ContainerSpec talker(String name);

  /** Writes {@code hello} and ends. */
  abstract ContainerSpec shortTalker(String name);

  /** The number of processes that a {@link #talker} has left on this machine. */
  abstract long processes();

  @BeforeEach
  void open() throws Exception {
    runtime = runtime();
    runtime.open(recorder, Set.of(), Set.of());
  }

  @AfterEach
  void close() throws Exception {
    for (ContainerId id : started) {
      runtime.remove(id);
    }
    runtime.removeGroup(group.uid);
    runtime.close();
  }

  private ContainerSpec start(ContainerSpec spec) throws Exception {
    started.add(spec.id());
    runtime.admit(spec);
    runtime.start(spec);
    return spec;
  }

  private void awaitLog(ContainerSpec spec) {
    await().untilAsserted(() -> assertThat(log(spec)).isEqualTo("hello\n"));
  }

  private String log(ContainerSpec spec) throws Exception {
    return runtime.log(spec.id(), new LogQuery(null, false, 1000)).orElse("");
  }

  @Test
  void a_container_that_is_stopped_leaves_its_log_and_nothing_else() throws Exception {
    ContainerSpec one = start(talker("one"));
    recorder.await(one, ContainerState.Running.class);
    awaitLog(one);

    runtime.stop(one.id());

    assertThat(processes()).isZero();
    assertThat(log(one)).isEqualTo("hello\n");
    runtime.stop(one.id());
    assertThat(log(one)).isEqualTo("hello\n");

    runtime.remove(one.id());
    assertThat(runtime.log(one.id(), new LogQuery(null, false, 1000))).isEmpty();
  }

  @Test
  void no_state_of_a_stopped_container_is_told_any_more() throws Exception {
    ContainerSpec one = start(talker("one"));
    recorder.await(one, ContainerState.Running.class);

    runtime.stop(one.id());
    int told = recorder.of(one.id()).size();
    ContainerSpec other = start(shortTalker("other"));
    recorder.await(other, ContainerState.Terminated.class);

    assertThat(recorder.of(one.id())).hasSize(told);
    assertThat(recorder.kindsOf(one.id())).doesNotContain(ContainerState.Terminated.class);
  }

  @Test
  void one_container_of_a_group_is_stopped_and_the_other_runs_on() throws Exception {
    ContainerSpec one = start(talker("one"));
    ContainerSpec two = start(talker("two"));
    recorder.await(one, ContainerState.Running.class);
    recorder.await(two, ContainerState.Running.class);
    awaitLog(two);
    long both = processes();

    runtime.stop(one.id());

    assertThat(processes()).isEqualTo(both / 2);
    assertThat(recorder.kindsOf(two.id())).doesNotContain(ContainerState.Terminated.class);
    assertThat(log(two)).isEqualTo("hello\n");
  }

  @Test
  void what_has_ended_or_was_never_there_is_stopped_already() throws Exception {
    ContainerSpec one = start(shortTalker("one"));
    recorder.await(one, ContainerState.Terminated.class);

    runtime.stop(one.id());
    runtime.stop(new ContainerId(group.uid, "nobody", 0));

    assertThat(log(one)).isEqualTo("hello\n");
  }

  @Test
  void a_container_stopped_right_after_its_start_does_not_run() throws Exception {
    ContainerSpec one = start(talker("hasty"));

    runtime.stop(one.id());
    int told = recorder.of(one.id()).size();
    ContainerSpec other = start(shortTalker("other"));
    recorder.await(other, ContainerState.Terminated.class);

    assertThat(processes()).isZero();
    assertThat(recorder.of(one.id())).hasSize(told);
  }
}
