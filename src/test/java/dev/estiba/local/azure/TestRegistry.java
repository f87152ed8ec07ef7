package dev.estiba.local.azure;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A registry on this machine with storage of its own. */
final class TestRegistry implements AutoCloseable {

  static final Path BINARY = Path.of("/usr/bin/docker-registry");
  static final String USER = "puller";
  static final String PASSWORD = "open sesame";

  /** The password's bcrypt, as htpasswd would write it. */
  private static final String HTPASSWD =
      USER + ":$2y$05$Kx8mN2vQ4rT6yU8iO0pA2ev/kcCbNbD5uZR0ZHBvQgheAs8liYBLW\n";

  private final Process process;
  private final int port;
  private final AuthConfig pusher;

  private TestRegistry(Process process, int port, AuthConfig pusher) {
    this.process = process;
    this.port = port;
    this.pusher = pusher;
  }

  /** For everybody. */
  static TestRegistry start(Path folder) throws IOException {
    return start(folder, "", new AuthConfig());
  }

  /** For {@link #USER} only. */
  static TestRegistry startPrivate(Path folder) throws IOException {
    Path passwords = folder.resolve("htpasswd");
    Files.writeString(passwords, HTPASSWD);
    return start(
        folder,
        "auth: {htpasswd: {realm: private, path: \"" + passwords + "\"}}",
        new AuthConfig().withUsername(USER).withPassword(PASSWORD));
  }

  private static TestRegistry start(Path folder, String auth, AuthConfig pusher)
      throws IOException {
    int port = freePort();
    Path config = folder.resolve("config.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: error}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "127.0.0.1:%d"}
        %s
        """
            .formatted(folder.resolve("storage"), port, auth));
    Process process =
        new ProcessBuilder(BINARY.toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    await().ignoreExceptions().until(() -> connects(port));
    return new TestRegistry(process, port, pusher);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean connects(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    }
  }

  static DockerClient docker() {
    URI host = URI.create("unix:///var/run/docker.sock");
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host.toString())
            .build();
    var transport = new ZerodepDockerHttpClient.Builder().dockerHost(host).build();
    return DockerClientImpl.getInstance(config, transport);
  }

  /** Host and port. */
  String server() {
    return "127.0.0.1:" + port;
  }

  String name(String repository) {
    return server() + "/" + repository;
  }

  /** Pushes busybox as that image, and leaves no trace of it on the engine. */
  void push(String repository, String tag) throws IOException, InterruptedException {
    try (DockerClient docker = docker()) {
      docker.tagImageCmd("busybox:latest", name(repository), tag).exec();
      docker
          .pushImageCmd(name(repository))
          .withTag(tag)
          .withAuthConfig(pusher.withRegistryAddress(server()))
          .start()
          .awaitCompletion();
      docker.removeImageCmd(name(repository) + ":" + tag).withNoPrune(true).exec();
    }
  }

  void removeFromEngine(String repository, String tag) throws IOException {
    try (DockerClient docker = docker()) {
      docker.removeImageCmd(name(repository) + ":" + tag).withNoPrune(true).exec();
    } catch (NotFoundException e) {
      // The test did not get that far.
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
