package dev.estiba.cli;

import dev.estiba.event.TriggerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba trigger show}: what it says, and what it has started. */
@Command(
    name = "show",
    description = "Tells what a trigger has started; -o json all that is known of it.",
    mixinStandardHelpOptions = true)
final class TriggerShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter trigger = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    TriggerView view =
        Asking.once(host, spec.commandLine().getErr(), api -> api.trigger(trigger.name()));
    System.out.println(TriggerText.of(view, output));
    return 0;
  }
}
