package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container engine that speaks Docker's API: Docker itself or Podman. */
public record ContainerEngine(URI host) {

  private static final Logger log = LoggerFactory.getLogger(ContainerEngine.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** An engine that is well answers a ping in milliseconds. */
  private static final Duration SOON = Duration.ofMillis(1500);

  /** One connection stays open for events, others for logs and pulls. */
  private static final int CONNECTIONS = 100;

  /**
   * The engine of {@code DOCKER_HOST} if that is set, else of the first well-known socket that
   * answers: Docker's, then Podman's for root and for the user.
   */
  public static Optional<ContainerEngine> find() {
    return find(System.getenv());
  }

  static Optional<ContainerEngine> find(Map<String, String> environment) {
    return candidates(environment).stream()
        .map(ContainerEngine::new)
        .filter(ContainerEngine::answers)
        .findFirst();
  }

  private static List<URI> candidates(Map<String, String> environment) {
    String explicit = environment.getOrDefault("DOCKER_HOST", "");
    if (!explicit.isBlank()) {
      return List.of(URI.create(explicit));
    }
    List<Path> sockets = new ArrayList<>();
    sockets.add(Path.of("/var/run/docker.sock"));
    sockets.add(Path.of("/run/podman/podman.sock"));
    String userDirectory = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!userDirectory.isBlank()) {
      sockets.add(Path.of(userDirectory, "podman", "podman.sock"));
    }
    return sockets.stream()
        .filter(Files::exists)
        .map(socket -> URI.create("unix://" + socket))
        .toList();
  }

  private boolean answers() {
    try {
      ping(Duration.ofSeconds(5));
      return true;
    } catch (IOException | RuntimeException e) {
      log.debug("No container engine on {}", host, e);
      return false;
    }
  }

  /** Why the engine does not answer, and what to do; empty if it does. */
  Optional<String> problem() {
    try {
      ping(SOON);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          "The container engine on "
              + host
              + " does not answer: "
              + PullErrors.text(e)
              + ". Start Docker or Podman again; containers that ran on are found then.");
    }
  }

  private void ping(Duration answerTimeout) throws IOException {
    try (DockerClient client = connect(answerTimeout)) {
      client.pingCmd().exec();
    }
  }

  /** A client without a limit on the time of an answer: events and logs may be long in coming. */
  DockerClient connect() {
    return connect(Duration.ZERO);
  }

  private DockerClient connect(Duration answerTimeout) {
    DockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host.toString())
            .build();
    var transport =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(host)
            .sslConfig(config.getSSLConfig())
            .maxConnections(CONNECTIONS)
            .connectionTimeout(CONNECT);
    if (!answerTimeout.isZero()) {
      transport.responseTimeout(answerTimeout);
    }
    return DockerClientImpl.getInstance(config, transport.build());
  }
}
