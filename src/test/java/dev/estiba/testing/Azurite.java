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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.TerminalFailureException;

/** Services of Azurite, each on a port of its own. */
public final class Azurite implements AutoCloseable {

  private static final String PROGRAM = "azurite-blob";
  private static final int MOST_STARTS = 5;

  /** Of every Azurite: documented, not secret. */
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private final Path folder;
  private final List<Service> services;
  private List<Process> processes = List.of();

  private record Service(String name, int port) {

    /** The programs lie beside each other. */
    Path program() {
      return Azurite.program().orElseThrow().resolveSibling("azurite-" + name);
    }

    boolean connects() throws IOException {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return socket.isConnected();
      }
    }

    String endpoint() {
      return Character.toUpperCase(name.charAt(0))
          + name.substring(1)
          + "Endpoint=http://127.0.0.1:"
          + port
          + "/devstoreaccount1;";
    }
  }

  private Azurite(Path folder, List<Service> services) {
    this.folder = folder;
    this.services = services;
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
   * Starts the Blob service and waits until it answers.
   *
   * @param folder for all that it keeps
   */
  public static Azurite start(Path folder) throws IOException {
    return start(folder, "blob");
  }

  /** The same with the Queue service. */
  public static Azurite startWithQueues(Path folder) throws IOException {
    return start(folder, "blob", "queue");
  }

  /** Tries other ports where somebody took one of them meanwhile. */
  private static Azurite start(Path folder, String... names) throws IOException {
    for (int starts = 1; ; starts++) {
      Azurite azurite = new Azurite(folder, services(names));
      try {
        azurite.start();
        return azurite;
      } catch (TerminalFailureException e) {
        if (starts == MOST_STARTS) {
          throw e;
        }
      }
    }
  }

  /** Starts it again, at the same ports and with all that it has kept. */
  public void start() throws IOException {
    try {
      for (Service service : services) {
        processes = Stream.concat(processes.stream(), Stream.of(process(service))).toList();
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .failFast(
              "Azurite ended, see its log", () -> !processes.stream().allMatch(Process::isAlive))
          .until(this::connects);
    } catch (RuntimeException | IOException e) {
      close();
      throw e;
    }
  }

  private Process process(Service service) throws IOException {
    return new ProcessBuilder(
            service.program().toString(),
            "--" + service.name() + "Host",
            "127.0.0.1",
            "--" + service.name() + "Port",
            Integer.toString(service.port()),
            "--location",
            folder.toString(),
            "--skipApiVersionCheck",
            "--silent")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("azurite-" + service.name() + ".log").toFile())
        .start();
  }

  private boolean connects() throws IOException {
    for (Service service : services) {
      if (!service.connects()) {
        return false;
      }
    }
    return true;
  }

  public String connectionString() {
    return "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey="
        + KEY
        + ";"
        + services.stream().map(Service::endpoint).collect(Collectors.joining());
  }

  /** Each port is held until all are found, so that they differ. */
  private static List<Service> services(String... names) throws IOException {
    List<Service> services = new ArrayList<>();
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (String name : names) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        held.add(socket);
        services.add(new Service(name, socket.getLocalPort()));
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return services;
  }

  /** Ends it as a cut of the power would. */
  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    processes = List.of();
  }
}
