package dev.estiba.cli;

import dev.estiba.client.EstibaClient;
import dev.estiba.document.Json;
import dev.estiba.schedule.ScheduleView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba schedule list}: all of them. */
@Command(
    name = "list",
    description = "Lists all schedules, each with its next due time and its last run.",
    mixinStandardHelpOptions = true)
final class ScheduleListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    ScheduleView.All all = Asking.once(host, spec.commandLine().getErr(), EstibaClient::schedules);
    if (output.isJson()) {
      System.out.println(Json.writePretty(all));
    } else {
      ScheduleText.table(all).forEach(System.out::println);
    }
    return 0;
  }
}
