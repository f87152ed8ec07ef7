package dev.estiba.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The sidecar of durabletask-go, on a file of SQLite, driven by the same worker as our hub. */
final class DurableTaskGoPeer implements Peer {

  private static final String MODULE = "github.com/microsoft/durabletask-go@latest";
  private static final Duration LONGEST_INSTALL = Duration.ofMinutes(5);
  private static final Duration LONGEST_START = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "durabletask-go";
  }

  @Override
  public void run(Bench bench) throws Exception {
    Path go = Tool.require("go");
    Path folder = bench.fresh(name());
    Tool.run(
        bench.log(name() + "-install"),
        folder,
        Map.of("GOBIN", folder.toString()),
        LONGEST_INSTALL,
        go.toString(),
        "install",
        MODULE);
    int port = PeerProcess.freePort();
    try (PeerProcess sidecar =
        PeerProcess.start(
            bench,
            name(),
            "KILL",
            Map.of(),
            folder.resolve("durabletask-go").toString(),
            "-port",
            Integer.toString(port),
            "-db",
            folder.resolve("taskhub.db").toString())) {
      sidecar.awaitReady(LONGEST_START, () -> listens(port));
      OverGrpc.drive(bench, name(), port);
    }
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }
}
