package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba rejected list}: the newest. */
@Command(
    name = "list",
    description = "Lists the newest requests that were rejected, each with the reason.",
    mixinStandardHelpOptions = true)
final class RejectedListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int top = 20;

  @Override
  public Integer call() throws Exception {
    JsonNode all = Asking.once(host, spec.commandLine().getErr(), api -> api.rejected(top));
    if (output.isJson()) {
      System.out.println(Json.writePretty(all));
      return 0;
    }
    for (JsonNode one : all.path("rejected")) {
      System.out.println(
          one.path("at").asText()
              + "  "
              + one.path("id").asText()
              + "  "
              + one.path("reason").asText());
    }
    return 0;
  }
}
