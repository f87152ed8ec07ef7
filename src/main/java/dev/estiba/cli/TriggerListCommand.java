package dev.estiba.cli;

import dev.estiba.client.EstibaClient;
import dev.estiba.document.Json;
import dev.estiba.event.TriggerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba trigger list}: all of them. */
@Command(
    name = "list",
    description = "Lists all triggers, each with its last run.",
    mixinStandardHelpOptions = true)
final class TriggerListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    TriggerView.All all = Asking.once(host, spec.commandLine().getErr(), EstibaClient::triggers);
    if (output.isJson()) {
      System.out.println(Json.writePretty(all));
    } else {
      TriggerText.table(all).forEach(System.out::println);
    }
    return 0;
  }
}
