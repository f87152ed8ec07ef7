package dev.estiba.cli;

import dev.estiba.event.TriggerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba trigger resume}: it goes on. */
@Command(
    name = "resume",
    description = "Has a paused trigger start something again.",
    mixinStandardHelpOptions = true)
final class TriggerResumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter trigger = new NameParameter();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    TriggerView view =
        Asking.toStart(
            host, spec.commandLine().getErr(), api -> api.enableTrigger(trigger.name(), true));
    System.out.println(TriggerText.of(view, output));
    return 0;
  }
}
