package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the runtime adds to what the engine takes, in milliseconds. Both are measured in turn in one
 * run, so that it does not matter how fast or how busy the machine is.
 */
@Tag("slow")
@Timeout(600)
final class DockerCostIT extends DockerTestCase {

  private static final int WARM_UP = 3;
  private static final int ROUNDS = 25;
  private static final double TARGET_MILLIS = 100;
  private static final List<String> SLEEP = List.of("sleep", "600");

  @FunctionalInterface
  private interface Start {
    /** Returns what removes it again. */
    AutoCloseable run() throws Exception;
  }

  /** One way of starting a container, and how long each start took. */
  private record Way(String name, Start start, List<Double> millis) {

    Way(String name, Start start) {
      this(name, start, new ArrayList<>());
    }

    void measure() throws Exception {
      long from = System.nanoTime();
      AutoCloseable started = start.run();
      millis.add((System.nanoTime() - from) / 1e6);
      started.close();
    }
  }

  @Test
  void a_start_costs_little_more_than_docker_run() throws Exception {
    Way ours = new Way("start() to Running", () -> startOurs(new TestGroup()));
    Way command = new Way("docker run -d", this::runCommand);
    Way calls = new Way("create and start by API", this::callApi);
    Way sandboxed = new Way("with a sandbox", () -> startOurs(new TestGroup().sharingNetwork()));
    List<Way> ways = List.of(ours, command, calls, sandboxed);

    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      if (i == WARM_UP) {
        ways.forEach(way -> way.millis().clear());
      }
      for (Way way : ways) {
        way.measure();
      }
    }

    for (Way way : ways) {
      print(way.name(), way.millis());
    }
    double overCommand = median(differences(ours.millis(), command.millis()));
    double overCalls = median(differences(ours.millis(), calls.millis()));
    System.out.printf(
        "A start takes %.0f ms more than docker run, %.0f ms more than the API calls%n",
        overCommand, overCalls);
    assertThat(overCommand).isLessThanOrEqualTo(TARGET_MILLIS);
    assertThat(overCalls).isLessThanOrEqualTo(TARGET_MILLIS);
  }

  private AutoCloseable startOurs(TestGroup group) {
    ContainerSpec spec = group.container("cost", 0, "busybox", SLEEP);
    runtime.start(spec);
    recorder.await(spec, ContainerState.Running.class);
    return () -> {
      // Not stopped first: a sleep would take its grace.
      runtime.stop(kill(spec).id());
      runtime.remove(spec.id());
      runtime.removeGroup(group.uid);
    };
  }

  private ContainerSpec kill(ContainerSpec spec) {
    docker.killContainerCmd(DockerOwner.nameOf(spec.id().name())).exec();
    recorder.await(spec, ContainerState.Terminated.class);
    return spec;
  }

  private AutoCloseable runCommand() throws Exception {
    String name = "cost-" + UUID.randomUUID();
    Process run =
        new ProcessBuilder("docker", "run", "-d", "--name", name, "busybox", "sleep", "600")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isZero();
    return () -> remove(name);
  }

  private AutoCloseable callApi() {
    String name = "cost-" + UUID.randomUUID();
    docker.createContainerCmd("busybox").withName(name).withCmd(SLEEP).exec();
    docker.startContainerCmd(name).exec();
    return () -> remove(name);
  }

  private void remove(String name) {
    docker.removeContainerCmd(name).withForce(true).exec();
  }

  @Test
  void an_end_is_told_at_once() throws Exception {
    Map<String, Instant> seen = new ConcurrentHashMap<>();
    List<Double> told = new ArrayList<>();
    List<Double> engine = new ArrayList<>();
    try (var events =
        docker.eventsCmd().withEventTypeFilter(EventType.CONTAINER).exec(new Ends(seen))) {
      for (int i = 0; i < WARM_UP + 2 * ROUNDS; i++) {
        ContainerSpec spec = new TestGroup().shell("end", "sleep 0.2");
        start(spec);
        Recorder.Told end = recorder.awaitTold(spec.id(), ContainerState.Terminated.class);
        Instant finished = finishedAt(spec);
        told.add(millis(finished, end.at()));
        engine.add(millis(finished, seen.getOrDefault(spec.id().name(), end.at())));
        runtime.remove(spec.id());
      }
    }

    print("end to listener", told.subList(WARM_UP, told.size()));
    print("end to engine's event", engine.subList(WARM_UP, engine.size()));
    double noise = percentile(95, engine.subList(WARM_UP, engine.size()));
    assertThat(percentile(95, told.subList(WARM_UP, told.size())))
        .isLessThan(TARGET_MILLIS + noise);
  }

  private Instant finishedAt(ContainerSpec spec) {
    String name = DockerOwner.nameOf(spec.id().name());
    return Instant.parse(docker.inspectContainerCmd(name).exec().getState().getFinishedAt());
  }

  private static final class Ends extends ResultCallback.Adapter<Event> {

    private final Map<String, Instant> seen;

    Ends(Map<String, Instant> seen) {
      this.seen = seen;
    }

    @Override
    public void onNext(Event event) {
      Map<String, String> labels = event.getActor().getAttributes();
      if ("die".equals(event.getAction()) && labels.containsKey(DockerOwner.CONTAINER_LABEL)) {
        seen.put(labels.get(DockerOwner.CONTAINER_LABEL), Instant.now());
      }
    }
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private static List<Double> differences(List<Double> ones, List<Double> others) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < ones.size(); i++) {
      differences.add(ones.get(i) - others.get(i));
    }
    return differences;
  }

  private static double median(List<Double> values) {
    return percentile(50, values);
  }

  private static double percentile(int percent, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static void print(String name, List<Double> millis) {
    System.out.printf(
        "%-24s p50 %5.0f ms, p95 %5.0f ms of %d%n",
        name, percentile(50, millis), percentile(95, millis), millis.size());
  }
}
