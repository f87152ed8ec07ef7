package dev.estiba.cli;

import dev.estiba.schedule.ScheduleView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba schedule resume}: it goes on. */
@Command(
    name = "resume",
    description = "Has a paused schedule start something again.",
    mixinStandardHelpOptions = true)
final class ScheduleResumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter schedule = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    ScheduleView view =
        Asking.toStart(
            host, spec.commandLine().getErr(), api -> api.enableSchedule(schedule.name(), true));
    System.out.println(ScheduleText.of(view, output));
    return 0;
  }
}
