package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.pipeline.DocumentKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code estiba pipeline}: steps that run once what they need has ended. */
@Command(
    name = "pipeline",
    description = {
      "Runs a pipeline, and tells on standard error what each step does; at the end, its steps go"
          + " to standard output.",
      "Exits with 0 if the pipeline succeeded, else with 1; with 124 after a time-out, 130 if it"
          + " was cancelled, 125 if Estiba failed. Ctrl-C cancels it and waits for its end."
    },
    subcommands = {
      PipelineStatusCommand.class,
      PipelineApproveCommand.class,
      PipelineRejectCommand.class,
      PipelineRetryCommand.class,
      PipelineCancelCommand.class
    },
    mixinStandardHelpOptions = true)
final class PipelineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private FollowOptions follow = new FollowOptions();

  @Parameters(
      index = "0",
      arity = "0..1", // none with a subcommand
      paramLabel = "FILE",
      description = "Pipeline in JSON or YAML; - for standard input.")
  private String file = "";

  @Override
  public Integer call() throws Exception {
    if (file.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
    }
    Logging.quiet();
    JsonNode pipeline = DocumentFile.read(file).require(DocumentKind.PIPELINE);
    try (WorkSession session = WorkSession.open(DocumentKind.PIPELINE, host, spec, follow)) {
      return session.run(pipeline);
    }
  }
}
