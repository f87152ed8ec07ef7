package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code estiba rejected show}: all that is known of one. */
@Command(
    name = "show",
    description = "Tells what is wrong with a rejected request, and its text as it came, in JSON.",
    mixinStandardHelpOptions = true)
final class RejectedShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter request = new IdParameter();

  @Override
  public Integer call() throws Exception {
    JsonNode one =
        Asking.once(host, spec.commandLine().getErr(), api -> api.rejected(request.id()));
    System.out.println(Json.writePretty(one));
    return 0;
  }
}
