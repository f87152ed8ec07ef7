package dev.estiba.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code delete}: it starts nothing ever again. */
@Command(
    name = "delete",
    description = "Deletes one; what it has started goes on.",
    mixinStandardHelpOptions = true)
final class DefinitionDeleteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private Definitions definitions;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private NameParameter definition = new NameParameter();

  @Override
  public Integer call() throws Exception {
    String name =
        Asking.once(
            host,
            spec.commandLine().getErr(),
            api -> {
              definitions.delete(api, definition.name());
              return definition.name();
            });
    System.out.println("Deleted " + name);
    return 0;
  }
}
