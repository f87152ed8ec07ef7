package dev.estiba.cli;

import dev.estiba.schedule.ScheduleView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba schedule show}: when it is due, and what it has started. */
@Command(
    name = "show",
    description =
        "Tells when a schedule is due next and what it has started; -o json all that is known of it.",
    mixinStandardHelpOptions = true)
final class ScheduleShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter schedule = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    ScheduleView view =
        Asking.once(host, spec.commandLine().getErr(), api -> api.schedule(schedule.name()));
    System.out.println(ScheduleText.of(view, output));
    return 0;
  }
}
