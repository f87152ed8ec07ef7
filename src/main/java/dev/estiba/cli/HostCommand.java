package dev.estiba.cli;

import dev.estiba.local.StandaloneHost;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code estiba host}: any function app in Java, until Ctrl-C. */
@Command(
    name = "host",
    description = {
      "Runs a function app in Java, whatever it does, as the Functions host of Azure would.",
      "HTTP, timer, storage queue and durable functions; stops with Ctrl-C."
    },
    mixinStandardHelpOptions = true)
final class HostCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "APP",
      description = "The folder that 'mvn package' leaves below target/azure-functions.")
  private Path app = Path.of("");

  @Mixin private AccessOptions access = new AccessOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all state; default: one of the app's name in the user's data.")
  private @Nullable Path data;

  @Option(
      names = {"-p", "--port"},
      description =
          "Port to listen on; 0 for any that is free. Default: Host.LocalHttpPort of"
              + " local.settings.json, else 7071.")
  private @Nullable Integer port;

  @Override
  public Integer call() throws Exception {
    Logging.lifecycle();
    Path folder = app.toAbsolutePath().normalize();
    StandaloneHost host =
        StandaloneHost.start(folder, data(folder), port, System.getenv(), access.access());
    CountDownLatch stop = new CountDownLatch(1);
    Interrupts.onFirst(stop::countDown);
    announce(host, data(folder));
    stop.await();
    host.close();
    return 0;
  }

  private Path data(Path folder) {
    Path chosen =
        data != null
            ? data
            : DataOption.userData().resolve("estiba-host").resolve(folder.getFileName());
    return chosen.toAbsolutePath().normalize();
  }

  private void announce(StandaloneHost host, Path directory) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("State is kept in " + directory + ".");
    if (!host.apiKey().isEmpty()) {
      out.println("Calls need the header x-functions-key; 'estiba key --data' prints the key.");
    }
    out.println();
    out.println("Functions:");
    out.println();
    host.functionLines().forEach(line -> out.println("\t" + line));
    out.println();
    out.printf("Ready at %s. Press Ctrl-C to stop.%n", host.url());
    out.flush();
  }
}
