package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba pipeline reject}: decides on an approval. */
@Command(
    name = "reject",
    description = "Rejects a step that waits for approval.",
    mixinStandardHelpOptions = true)
final class PipelineRejectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    return decision.send(host, spec.commandLine().getErr(), false);
  }
}
