package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the containers of a group see of each other, and of this machine. */
final class DockerNetworkIT extends DockerTestCase {

  private static final String ADDRESS = "127.77.13.1";

  private final TestGroup group = new TestGroup();

  private static String server(int port, String answer) {
    return "while true; do echo " + answer + " | nc -l -p " + port + "; done";
  }

  private static String client(String host, int port) {
    return "until nc %s %d </dev/null 2>/dev/null | grep . ; do sleep 0.05; done"
        .formatted(host, port);
  }

  private String sandbox() {
    return DockerOwner.sandboxOf(group.uid);
  }

  @Test
  void two_containers_meet_on_one_loopback() throws Exception {
    group.sharingNetwork();
    ContainerSpec server = start(group.shell("server", server(8080, "hello")));
    ContainerSpec client = start(group.shell("client", client("127.0.0.1", 8080)));

    assertThat(logAtEnd(client)).isEqualTo("hello\n");
    recorder.await(server, ContainerState.Running.class);
  }

  @Test
  void a_single_container_has_no_sandbox() throws Exception {
    ContainerSpec alone = start(group.shell("alone", "sleep 600"));
    recorder.await(alone, ContainerState.Running.class);

    assertThat(containers()).hasSize(1);
  }

  @Test
  void ten_containers_at_once_share_one_sandbox_that_goes_with_the_group() throws Exception {
    group.sharingNetwork();
    for (int i = 0; i < 10; i++) {
      start(group.shell("c" + i, "ip -o -4 addr show eth0 | awk '{print $4}'"));
    }

    List<String> addresses = new java.util.ArrayList<>();
    for (ContainerId id : known) {
      recorder.awaitTold(id, ContainerState.Terminated.class);
      addresses.add(runtime.log(id, new LogQuery(null, false, 1000)).orElseThrow());
    }
    assertThat(addresses).hasSize(10).containsOnly(addresses.get(0)).doesNotContain("");
    assertThat(containers()).hasSize(11);

    for (ContainerId id : known) {
      runtime.remove(id);
    }
    runtime.removeGroup(group.uid);
    assertThat(containers()).isEmpty();
  }

  @Test
  void a_sandbox_outlives_a_restart_of_a_container_and_of_the_runtime() throws Exception {
    group.sharingNetwork();
    ContainerSpec server = start(group.shell("server", server(8080, "still here")));
    recorder.await(server, ContainerState.Running.class);
    String before = docker.inspectContainerCmd(sandbox()).exec().getState().getStartedAt();

    reopen();
    runtime.resume(server);
    ContainerSpec second =
        group.container("client", 1, "busybox", List.of("sh", "-c", client("localhost", 8080)));
    start(second);

    assertThat(logAtEnd(second)).isEqualTo("still here\n");
    assertThat(docker.inspectContainerCmd(sandbox()).exec().getState().getStartedAt())
        .isEqualTo(before);
  }

  @Test
  void containers_end_with_the_network_that_they_have_lost_and_the_next_attempt_has_a_new_one()
      throws Exception {
    group.sharingNetwork();
    ContainerSpec server = start(group.shell("server", "exec sleep 600"));
    recorder.await(server, ContainerState.Running.class);

    docker.killContainerCmd(sandbox()).exec();

    assertThat(recorder.exitCode(server)).isEqualTo(137);
    start(group.container("server", 1, "busybox", List.of("sh", "-c", server(8080, "new"))));
    ContainerSpec client = start(group.shell("client", client("localhost", 8080)));
    assertThat(logAtEnd(client)).isEqualTo("new\n");
  }

  @Test
  void a_network_that_was_lost_while_the_runtime_was_closed_is_noticed() throws Exception {
    group.sharingNetwork();
    ContainerSpec server = start(group.shell("server", "exec sleep 600"));
    recorder.await(server, ContainerState.Running.class);

    runtime.close();
    docker.killContainerCmd(sandbox()).exec();
    open();
    runtime.resume(server);

    assertThat(recorder.exitCode(server)).isEqualTo(137);
  }

  @Test
  void a_container_made_before_its_sandbox_died_is_started_nonetheless() throws Exception {
    group.sharingNetwork();
    ContainerSpec first = start(group.shell("first", "exec sleep 600"));
    recorder.await(first, ContainerState.Running.class);
    runtime.close();
    ContainerSpec late = group.shell("late", "echo made it");
    new DockerContainers(docker, new DockerOwner(owner), new DockerHost(docker)).create(late, 1);
    known.add(late.id());
    docker.killContainerCmd(sandbox()).exec();

    open();
    start(late);

    assertThat(logAtEnd(late)).isEqualTo("made it\n");
  }

  @Test
  void what_is_left_of_unknown_groups_is_removed_at_the_next_start() throws Exception {
    group.sharingNetwork().with(new Volume.EmptyDirectory("scratch"));
    recorder.await(start(group.shell("old", "sleep 600")), ContainerState.Running.class);
    assertThat(volumes()).hasSize(1);

    known.clear();
    groups.clear();
    reopen();

    assertThat(containers()).isEmpty();
    assertThat(volumes()).isEmpty();
  }

  @Test
  void a_published_port_is_reached_from_this_machine() throws Exception {
    int port = freePort();
    group.publishing(ADDRESS, port, "TCP");
    recorder.await(start(group.shell("server", server(port, "hi"))), ContainerState.Running.class);

    await().ignoreExceptions().untilAsserted(() -> assertThat(answer(port)).isEqualTo("hi\n"));
  }

  private static String answer(int port) throws Exception {
    try (Socket socket = new Socket(ADDRESS, port)) {
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
      int taken = other.getLocalPort();
      group.publishing(ADDRESS, freePort(), "tcp").publishing(ADDRESS, taken, "tcp");

      ContainerSpec server = start(group.shell("server", "sleep 600"));

      var refused = recorder.await(server, ContainerState.NotProvisioned.class);
      assertThat(refused.message())
          .contains("cannot be published on " + ADDRESS + ":" + taken + ": ")
          .contains("Stop what uses them");
    }
  }

  @Test
  void two_groups_publish_the_same_port_on_addresses_of_their_own() throws Exception {
    int port = freePort();
    group.publishing(ADDRESS, port, "tcp");
    TestGroup other = new TestGroup().publishing("127.77.13.2", port, "udp");
    recorder.await(start(group.shell("a", "sleep 600")), ContainerState.Running.class);
    recorder.await(start(other.shell("b", "sleep 600")), ContainerState.Running.class);

    TestGroup third = new TestGroup().publishing(ADDRESS, port, "tcp");
    ContainerSpec late = start(third.shell("c", "sleep 600"));

    assertThat(recorder.await(late, ContainerState.NotProvisioned.class).message())
        .contains(ADDRESS + ":" + port);
  }

  @Test
  void a_service_of_this_machine_is_reached_under_the_hosts_name() throws Exception {
    String address = runtime.hostAddress().orElseThrow();
    try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getByName(address))) {
      Thread server = new Thread(() -> answerTwice(service));
      server.setDaemon(true);
      server.start();
      String script = client(runtime.hostName(), service.getLocalPort());

      ContainerSpec alone = start(group.reachingHost().shell("alone", script));
      TestGroup several = new TestGroup().reachingHost().sharingNetwork();
      ContainerSpec shared = start(several.shell("shared", script));

      assertThat(logAtEnd(alone)).isEqualTo("from the host\n");
      assertThat(logAtEnd(shared)).isEqualTo("from the host\n");
    }
  }

  private static void answerTwice(ServerSocket service) {
    for (int i = 0; i < 2; i++) {
      try (Socket socket = service.accept()) {
        socket.getOutputStream().write("from the host\n".getBytes(StandardCharsets.UTF_8));
      } catch (java.io.IOException e) {
        return;
      }
    }
  }

  @Test
  void containers_are_no_more_privileged_than_elsewhere() throws Exception {
    group.sharingNetwork();
    ContainerSpec one = start(group.shell("one", "grep NoNewPrivs /proc/self/status"));

    assertThat(logAtEnd(one)).containsPattern("NoNewPrivs:\\s1");
    for (String name : List.of(sandbox(), DockerOwner.nameOf(one.id().name()))) {
      var config = docker.inspectContainerCmd(name).exec().getHostConfig();
      assertThat(config.getPrivileged()).isFalse();
      assertThat(config.getPidMode()).isNotEqualTo("host");
      assertThat(config.getNetworkMode()).isNotEqualTo("host");
      assertThat(config.getSecurityOpts()).contains("no-new-privileges");
    }
    var limits = docker.inspectContainerCmd(DockerOwner.nameOf(one.id().name())).exec();
    assertThat(limits.getHostConfig().getPidsLimit()).isEqualTo(4096);
    assertThat(limits.getHostConfig().getLogConfig().getConfig()).containsEntry("max-size", "64m");
  }

  @Test
  void the_engines_images_are_known_without_the_sandboxes() throws Exception {
    group.sharingNetwork();
    recorder.await(start(group.shell("one", "true")), ContainerState.Terminated.class);

    assertThat(runtime.cachedImages())
        .anyMatch(name -> name.endsWith("busybox:latest"))
        .noneMatch(name -> name.contains(SandboxImage.REPOSITORY));
  }
}
