package dev.estiba.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Azurite's Blob service on a port of its own. */
public final class Azurite implements AutoCloseable {

  private static final String PROGRAM = "azurite-blob";

  /** Of every Azurite: documented, not secret. */
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private final Process process;
  private final int port;

  private Azurite(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * The program: what the environment variable {@code ESTIBA_AZURITE} names, else in the project's
   * {@code node_modules/.bin}, else on the {@code PATH}.
   */
  public static Optional<Path> program() {
    String named = Objects.requireNonNullElse(System.getenv("ESTIBA_AZURITE"), "");
    Stream<Path> installed = Stream.of(Path.of("node_modules", ".bin", PROGRAM));
    Stream<Path> onPath =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, PROGRAM));
    return Stream.concat(
            named.isBlank() ? Stream.empty() : Stream.of(Path.of(named)),
            Stream.concat(installed, onPath))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder for all that it keeps
   */
  public static Azurite start(Path folder) throws IOException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                Integer.toString(port),
                "--location",
                folder.toString(),
                "--skipApiVersionCheck",
                "--silent")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("azurite.log").toFile())
            .start();
    Azurite azurite = new Azurite(process, port);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .failFast("Azurite ended, see its log", () -> !process.isAlive())
          .until(azurite::connects);
      return azurite;
    } catch (RuntimeException e) {
      azurite.close();
      throw e;
    }
  }

  public String connectionString() {
    return "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey="
        + KEY
        + ";BlobEndpoint=http://127.0.0.1:"
        + port
        + "/devstoreaccount1;";
  }

  private boolean connects() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
