package dev.estiba.cli;

import dev.estiba.local.DataLock;
import dev.estiba.local.EmbeddedEstiba;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba up}: the function host, until Ctrl-C. */
@Command(
    name = "up",
    description = "Starts Estiba on this machine and runs until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private AccessOptions access = new AccessOptions();

  @Option(
      names = {"-p", "--port"},
      description = "Port to listen on; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port = 7071;

  @Override
  public Integer call() throws Exception {
    Logging.lifecycle();
    EmbeddedEstiba estiba =
        EmbeddedEstiba.tryStart(host.toEmbedded(port, access.access())).orElseThrow(this::inUse);
    CountDownLatch stop = new CountDownLatch(1);
    Interrupts.onFirst(stop::countDown);
    announce(estiba);
    stop.await();
    estiba.close();
    return 0;
  }

  private IOException inUse() {
    return new IOException(
        "Estiba already runs on "
            + host.data()
            + holder().map(holder -> " at " + holder.url()).orElse("")
            + ". Stop it, or take another folder with --data.");
  }

  private Optional<DataLock.Holder> holder() {
    try {
      return DataLock.holder(host.data());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void announce(EmbeddedEstiba estiba) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Version.text());
    out.println(estiba.runtime().description());
    out.println("State is kept in " + host.data() + ".");
    out.println(
        estiba.apiKey().isEmpty()
            ? "Every program on this machine may call it: no key is asked for."
            : "Calls of /api need the header x-functions-key; 'estiba key' prints the key.");
    out.println();
    out.println("Functions:");
    out.println();
    estiba.functionLines().forEach(line -> out.println("\t" + line));
    out.println();
    out.printf(
        "Ready at %s in %s. Press Ctrl-C to stop.%n", estiba.url(), estiba.startTimes().text());
    out.flush();
  }
}
