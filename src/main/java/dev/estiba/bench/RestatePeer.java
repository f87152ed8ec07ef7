package dev.estiba.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Restate's server, one node as it comes, with its JavaScript SDK in a process of its own. */
final class RestatePeer implements Peer {

  private static final Duration LONGEST_INSTALL = Duration.ofMinutes(5);
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(60);
  private static final int FAN_OUT_ROUNDS = 5;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public String name() {
    return "restate";
  }

  @Override
  public void run(Bench bench) throws Exception {
    Path node = Tool.require("node");
    Path folder = install(bench);
    int servicePort = PeerProcess.freePort();
    try (PeerProcess service =
        PeerProcess.start(
            bench,
            "restate-service",
            "KILL",
            Map.of("RESTATE_LOGGING", "ERROR", "NODE_ENV", "production"),
            node.toString(),
            folder.resolve("service.mjs").toString(),
            Integer.toString(servicePort))) {
      Path serviceLog = bench.log("restate-service");
      service.awaitReady(LONGEST_START, () -> BenchLogs.lastLine(serviceLog).equals("listening"));
      drive(bench, folder, servicePort);
    }
  }

  private static Path install(Bench bench)
      throws IOException, InterruptedException, PeerUnavailableException {
    Path npm = Tool.require("npm");
    Path folder = bench.fresh("restate");
    for (String file : List.of("package.json", "service.mjs")) {
      Files.copy(
          bench.project().resolve("bench/restate").resolve(file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Tool.run(
        bench.log("restate-install"),
        folder,
        Map.of(),
        LONGEST_INSTALL,
        npm.toString(),
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefer-offline");
    return folder;
  }

  private void drive(Bench bench, Path folder, int servicePort) throws Exception {
    int ingress = PeerProcess.freePort();
    int admin = PeerProcess.freePort();
    try (PeerProcess server =
        PeerProcess.start(
            bench, "restate-server", "KILL", environment(folder, ingress, admin), binary(folder))) {
      server.awaitReady(LONGEST_START, () -> get(admin, "/health") == 200);
      String deployment = "{\"uri\":\"http://127.0.0.1:" + servicePort + "\"}";
      server.awaitReady(LONGEST_START, () -> post(admin, "/deployments", deployment) < 300);
      server.awaitReady(LONGEST_START, () -> post(ingress, "/bench/helloSequence5", "") == 200);
      measure(bench, ingress);
    }
  }

  private void measure(Bench bench, int ingress) throws Exception {
    ClosedLoop loop = ClosedLoop.of(bench.pace());
    ClosedLoop.warm(bench.pace(), () -> call(ingress, "/bench/helloSequence5", ""));
    for (int inFlight : Pace.IN_FLIGHT) {
      bench.measured(
          HelloSequence.NAME,
          name(),
          HelloSequence.point(inFlight),
          loop.run(inFlight, () -> call(ingress, "/bench/helloSequence5", "")));
    }
    bench.measured(
        FanOut.NAME,
        name(),
        FanOut.point(Pace.FAN_OUT),
        Rounds.measure(
            FAN_OUT_ROUNDS,
            2,
            Pace.FAN_OUT,
            () -> call(ingress, "/bench/fanOut", Integer.toString(Pace.FAN_OUT))));
  }

  private static Map<String, String> environment(Path folder, int ingress, int admin)
      throws IOException {
    return Map.of(
        "RESTATE_LOG_FILTER", "error",
        "RESTATE_DISABLE_TELEMETRY", "true",
        "RESTATE_NODE_NAME", "bench",
        "RESTATE_BASE_DIR", folder.resolve("data").toString(),
        "RESTATE_LISTEN_MODE", "tcp",
        "RESTATE_BIND_IP", "127.0.0.1",
        "RESTATE_BIND_PORT", Integer.toString(PeerProcess.freePort()),
        "RESTATE_INGRESS__BIND_PORT", Integer.toString(ingress),
        "RESTATE_ADMIN__BIND_PORT", Integer.toString(admin));
  }

  /** The server itself: its launcher for Node would stand between it and a signal. */
  private static String binary(Path folder) throws IOException, PeerUnavailableException {
    try (var packages = Files.list(folder.resolve("node_modules/@restatedev"))) {
      return packages
          .map(one -> one.resolve("bin/restate-server"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(
              () -> new PeerUnavailableException("there is no server for this kind of machine"))
          .toString();
    }
  }

  private void call(int port, String path, String body) throws Exception {
    int status = post(port, path, body);
    if (status != 200) {
      throw new IOException("Restate answered " + path + " with " + status);
    }
  }

  private int get(int port, String path) throws IOException, InterruptedException {
    return send(request(port, path).GET());
  }

  private int post(int port, String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(port, path);
    if (body.isEmpty()) {
      return send(request.POST(BodyPublishers.noBody()));
    }
    return send(
        request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(LONGEST_CALL);
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    return response.statusCode();
  }
}
