package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba rejected retry}: once what kept it from starting is gone. */
@Command(
    name = "retry",
    description =
        "Starts a rejected request after all, prints the id of what was started, and forgets it.",
    mixinStandardHelpOptions = true)
final class RejectedRetryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter request = new IdParameter();

  @Override
  public Integer call() throws Exception {
    String id =
        Asking.toStart(host, spec.commandLine().getErr(), api -> api.retryRejected(request.id()));
    System.out.println(id);
    return 0;
  }
}
