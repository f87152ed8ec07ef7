package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.pipeline.DocumentKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code estiba batch}: one task for each of many items. */
@Command(
    name = "batch",
    description = {
      "Runs a task for each of many items, and shows how far it is on standard error.",
      "What to run is a FILE with a batch in JSON or YAML, or --image with --count, --items or"
          + " --items-file and a COMMAND, in which {{item}} and {{index}} stand for the item.",
      "Exits with 0 if every item succeeded, else with 1; with 124 after a time-out, 130 if it was"
          + " cancelled, 125 if Estiba failed. Ctrl-C cancels the batch and waits for its end."
    },
    subcommands = {
      BatchStatusCommand.class,
      BatchItemsCommand.class,
      BatchRetryCommand.class,
      BatchCancelCommand.class
    },
    mixinStandardHelpOptions = true)
final class BatchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin(name = TEMPLATE)
  private BatchOptions template = new BatchOptions();

  private static final String TEMPLATE = "template";

  @Mixin private FollowOptions follow = new FollowOptions();

  @Parameters(
      paramLabel = "FILE | -- COMMAND",
      description = "Batch in JSON or YAML, - for standard input; with --image, the command.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    JsonNode batch = document();
    try (WorkSession session = WorkSession.open(DocumentKind.BATCH, host, spec, follow)) {
      return session.run(batch);
    }
  }

  private JsonNode document() throws IOException {
    if (template.hasImage()) {
      return template.document(words, spec.commandLine());
    }
    if (words.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          words.isEmpty()
              ? "Missing required parameter: 'FILE', or --image"
              : "Only one FILE can be given; a command needs --image");
    }
    spec.commandLine().getParseResult().matchedOptions().stream()
        .filter(Objects.requireNonNull(spec.mixins().get(TEMPLATE)).options()::contains)
        .findFirst()
        .ifPresent(
            option -> {
              throw new ParameterException(
                  spec.commandLine(),
                  option.longestName() + " cannot be given beside FILE, which says it");
            });
    return DocumentFile.read(words.get(0)).require(DocumentKind.BATCH);
  }
}
