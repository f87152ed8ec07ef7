package dev.estiba.cli;

import dev.estiba.local.AzureOptions;
import dev.estiba.local.StandaloneAzure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba azure}: the local Azure Container Instances alone, until Ctrl-C. */
@Command(
    name = "azure",
    description =
        "Starts Azure Container Instances' API on this machine, without Estiba's functions.",
    mixinStandardHelpOptions = true)
final class AzureCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of all state; default: 'estiba-azure' in the user's data directory.")
  private Path data = DataOption.userData().resolve("estiba-azure");

  @Option(
      names = {"-p", "--port"},
      description = "Port on 127.0.0.1; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port = 7072;

  @Mixin private RuntimeOption runtime = new RuntimeOption();

  @Option(
      names = "--behavior",
      paramLabel = "FILE",
      description = "YAML or JSON that says how it is to misbehave: limits, delays, faults.")
  private @Nullable Path behavior;

  @Option(
      names = "--file-shares",
      paramLabel = "DIR",
      description = "The folder whose subfolders ACCOUNT/SHARE stand for Azure Files.")
  private @Nullable Path fileShares;

  @Option(
      names = "--accept",
      paramLabel = "PROPERTY",
      split = ",",
      description =
          "Properties that only Azure has, such as subnetIds, to be accepted without effect; *"
              + " for all. Others are refused.")
  private Set<String> accepted = Set.of();

  @Option(
      names = "--https",
      description =
          "Speaks TLS, with a certificate made in --data: most clients send tokens only so.")
  private boolean https;

  @Override
  public Integer call() throws Exception {
    Logging.lifecycle();
    CountDownLatch stop = new CountDownLatch(1);
    try (StandaloneAzure azure = StandaloneAzure.start(options())) {
      Interrupts.onFirst(stop::countDown);
      announce(azure);
      stop.await();
    }
    return 0;
  }

  private AzureOptions options() {
    return new AzureOptions(
        data.toAbsolutePath().normalize(),
        port,
        runtime.choice(),
        Optional.ofNullable(behavior),
        Optional.ofNullable(fileShares).map(Path::toAbsolutePath),
        accepted,
        https);
  }

  private void announce(StandaloneAzure azure) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Version.text());
    out.println(azure.runtime().description());
    out.println();
    out.println("Endpoint:     " + azure.endpoint());
    out.println("Subscription: any");
    out.println("Token:        in " + azure.tokenFile());
    azure.caFile().ifPresent(file -> out.println("To trust:     " + file));
    out.println();
    out.println("For example:");
    out.println();
    out.println(
        "\tcurl "
            + azure.caFile().map(file -> "--cacert " + file + " ").orElse("")
            + "-H \"Authorization: Bearer $(cat "
            + azure.tokenFile()
            + ")\" \\\n\t  '"
            + azure.endpoint()
            + "/subscriptions/s/resourcegroups?api-version=2025-04-01'");
    out.println();
    out.println("Press Ctrl-C to stop; containers that run go on.");
    out.flush();
  }
}
