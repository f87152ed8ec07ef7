package dev.estiba.local.azure;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
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

  private final Process process;
  private final int port;

  private TestRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static TestRegistry start(Path folder) throws IOException {
    int port = freePort();
    Path config = folder.resolve("config.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: error}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "127.0.0.1:%d"}
        """
            .formatted(folder.resolve("storage"), port));
    Process process =
        new ProcessBuilder(BINARY.toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    await().ignoreExceptions().until(() -> connects(port));
    return new TestRegistry(process, port);
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

  String name(String repository) {
    return "127.0.0.1:" + port + "/" + repository;
  }

  /** Pushes busybox as that image, and leaves no trace of it on the engine. */
  void push(String repository, String tag) throws IOException, InterruptedException {
    try (DockerClient docker = docker()) {
      docker.tagImageCmd("busybox:latest", name(repository), tag).exec();
      docker.pushImageCmd(name(repository)).withTag(tag).start().awaitCompletion();
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
