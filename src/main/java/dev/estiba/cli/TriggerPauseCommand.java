package dev.estiba.cli;

import dev.estiba.event.TriggerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba trigger pause}: it starts nothing more. */
@Command(
    name = "pause",
    description =
        "Has a trigger start nothing until it is resumed; what happens meanwhile is not made up for.",
    mixinStandardHelpOptions = true)
final class TriggerPauseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter trigger = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    TriggerView view =
        Asking.once(
            host, spec.commandLine().getErr(), api -> api.enableTrigger(trigger.name(), false));
    System.out.println(TriggerText.of(view, output));
    return 0;
  }
}
