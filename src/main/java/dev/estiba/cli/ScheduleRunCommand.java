package dev.estiba.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba schedule run}: now, whatever is due. */
@Command(
    name = "run",
    description =
        "Starts what a schedule says now, even if it is paused, and prints the id of what was"
            + " started.",
    mixinStandardHelpOptions = true)
final class ScheduleRunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter schedule = new NameParameter();

  @Override
  public Integer call() throws Exception {
    String key = UUID.randomUUID().toString();
    String id =
        Asking.toStart(
            host, spec.commandLine().getErr(), api -> api.runSchedule(schedule.name(), key));
    System.out.println(id);
    return 0;
  }
}
