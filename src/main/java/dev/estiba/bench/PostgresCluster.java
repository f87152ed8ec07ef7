package dev.estiba.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL server of the benchmark's own, in a folder that does not outlive it. */
final class PostgresCluster implements AutoCloseable {

  static final String USER = "bench";

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String SERVER_ACCOUNT = "postgres";
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final PeerProcess server;
  private final int port;

  private PostgresCluster(PeerProcess server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Settings are PostgreSQL's own, so each commit is flushed. */
  static PostgresCluster start(Bench bench) throws Exception {
    Path binaries = binaries();
    Path folder = bench.fresh("postgres");
    List<String> account = account(folder);
    Path data = folder.resolve("data");
    Tool.run(
        bench.log("postgres-initdb"),
        folder,
        Map.of(),
        LONGEST,
        join(
            account,
            binaries.resolve("initdb").toString(),
            "--pgdata=" + data,
            "--username=" + USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale"));
    int port = PeerProcess.freePort();
    PeerProcess server =
        PeerProcess.start(
            bench,
            "postgres",
            "INT",
            Map.of(),
            join(
                account,
                binaries.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
    try {
      server.awaitReady(LONGEST, () -> isReady(binaries, port));
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return new PostgresCluster(server, port);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private static boolean isReady(Path binaries, int port) throws Exception {
    return new ProcessBuilder(
                binaries.resolve("pg_isready").toString(),
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port))
            .start()
            .waitFor()
        == 0;
  }

  private static Path binaries() throws IOException, PeerUnavailableException {
    Optional<Path> onPath = Tool.find("initdb");
    if (onPath.isPresent()) {
      return onPath.get().toRealPath().resolveSibling("");
    }
    List<Path> versions = new ArrayList<>();
    if (Files.isDirectory(DEBIAN)) {
      try (var folders = Files.list(DEBIAN)) {
        folders
            .map(version -> version.resolve("bin"))
            .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
            .forEach(versions::add);
      }
    }
    if (versions.isEmpty()) {
      throw new PeerUnavailableException("it needs PostgreSQL; install postgresql");
    }
    return Collections.max(versions, Comparator.naturalOrder());
  }

  /** PostgreSQL refuses to run as root: then it runs as the account that its package made. */
  private static List<String> account(Path folder)
      throws IOException, InterruptedException, PeerUnavailableException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    Tool.run(folder.resolve("chown.log"), folder, Map.of(), LONGEST, "chown", SERVER_ACCOUNT, ".");
    return List.of(
        Tool.require("setpriv").toString(),
        "--reuid=" + SERVER_ACCOUNT,
        "--regid=" + SERVER_ACCOUNT,
        "--clear-groups");
  }

  private static String[] join(List<String> first, String... rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
  }
}
