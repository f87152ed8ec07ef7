package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.lint.LintedKind;
import dev.estiba.schedule.ScheduleView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba schedule put}: from now on, it starts something at certain times. */
@Command(
    name = "put",
    description = "Puts a schedule, in the place of the one of that name if there is one.",
    mixinStandardHelpOptions = true)
final class SchedulePutCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter schedule = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Schedule in JSON or YAML; - for standard input.")
  private String file = "";

  @Override
  public Integer call() throws Exception {
    JsonNode definition = DocumentFile.read(file).require(LintedKind.SCHEDULE);
    ScheduleView view =
        Asking.toStart(
            host, spec.commandLine().getErr(), api -> api.putSchedule(schedule.name(), definition));
    System.out.println(ScheduleText.of(view, output));
    return 0;
  }
}
