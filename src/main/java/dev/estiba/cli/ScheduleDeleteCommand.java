package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba schedule delete}: it starts nothing ever again. */
@Command(
    name = "delete",
    description = "Deletes a schedule; what it has started goes on.",
    mixinStandardHelpOptions = true)
final class ScheduleDeleteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter schedule = new NameParameter();

  @Override
  public Integer call() throws Exception {
    String name =
        Asking.once(
            host,
            spec.commandLine().getErr(),
            api -> {
              api.deleteSchedule(schedule.name());
              return schedule.name();
            });
    System.out.println("Deleted " + name);
    return 0;
  }
}
