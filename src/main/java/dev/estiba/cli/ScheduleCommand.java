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

/** {@code estiba schedule}: what is started at certain times. */
@Command(
    name = "schedule",
    description = {
      "Puts and shows schedules: each starts a task, a batch or a pipeline at the times that it says,"
          + " while 'estiba up' runs.",
      "Exits with 0; with 125 if Estiba refused or failed."
    },
    subcommands = {
      DefinitionPutCommand.class,
      DefinitionListCommand.class,
      DefinitionShowCommand.class,
      ScheduleRunCommand.class,
      DefinitionPauseCommand.class,
      DefinitionResumeCommand.class,
      DefinitionDeleteCommand.class
    },
    mixinStandardHelpOptions = true)
final class ScheduleCommand implements Callable<Integer>, Definitions {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do with a schedule.");
  }

  @Override
  public LintedKind kind() {
    return LintedKind.SCHEDULE;
  }

  @Override
  public String put(EstibaClient api, String name, JsonNode definition, OutputOption output)
      throws IOException {
    return ScheduleText.of(api.putSchedule(name, definition), output);
  }

  @Override
  public String show(EstibaClient api, String name, OutputOption output) throws IOException {
    return ScheduleText.of(api.schedule(name), output);
  }

  @Override
  public String list(EstibaClient api, OutputOption output) throws IOException {
    return ScheduleText.of(api.schedules(), output);
  }

  @Override
  public String enable(EstibaClient api, String name, boolean enabled, OutputOption output)
      throws IOException {
    return ScheduleText.of(api.enableSchedule(name, enabled), output);
  }

  @Override
  public void delete(EstibaClient api, String name) throws IOException {
    api.deleteSchedule(name);
  }
}
