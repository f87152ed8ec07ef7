package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.client.EstibaClient;
import dev.estiba.lint.LintedKind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code estiba trigger}: what is started when something happens. */
@Command(
    name = "trigger",
    description = {
      "Puts and shows triggers: each starts a task, a batch or a pipeline when something happens.",
      "Exits with 0; with 125 if Estiba refused or failed."
    },
    subcommands = {
      DefinitionPutCommand.class,
      DefinitionListCommand.class,
      DefinitionShowCommand.class,
      DefinitionPauseCommand.class,
      DefinitionResumeCommand.class,
      DefinitionDeleteCommand.class
    },
    mixinStandardHelpOptions = true)
final class TriggerCommand implements Callable<Integer>, Definitions {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do with a trigger.");
  }

  @Override
  public LintedKind kind() {
    return LintedKind.TRIGGER;
  }

  @Override
  public String put(EstibaClient api, String name, JsonNode definition, OutputOption output)
      throws IOException {
    return TriggerText.of(api.putTrigger(name, definition), output);
  }

  @Override
  public String show(EstibaClient api, String name, OutputOption output) throws IOException {
    return TriggerText.of(api.trigger(name), output);
  }

  @Override
  public String list(EstibaClient api, OutputOption output) throws IOException {
    return TriggerText.of(api.triggers(), output);
  }

  @Override
  public String enable(EstibaClient api, String name, boolean enabled, OutputOption output)
      throws IOException {
    return TriggerText.of(api.enableTrigger(name, enabled), output);
  }

  @Override
  public void delete(EstibaClient api, String name) throws IOException {
    api.deleteTrigger(name);
  }
}
