package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba rejected delete}: somebody has dealt with it. */
@Command(
    name = "delete",
    description = "Forgets a rejected request.",
    mixinStandardHelpOptions = true)
final class RejectedDeleteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter request = new IdParameter();

  @Override
  public Integer call() throws Exception {
    String id =
        Asking.once(
            host,
            spec.commandLine().getErr(),
            api -> {
              api.deleteRejected(request.id());
              return request.id();
            });
    System.out.println("Deleted " + id);
    return 0;
  }
}
