package dev.estiba.cli;

import dev.estiba.batch.ItemView;
import dev.estiba.client.ItemPage;
import dev.estiba.document.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba batch items}: its items. */
@Command(
    name = "items",
    description = {"Lists the items of a batch: index, item, state, and why it did not succeed."},
    mixinStandardHelpOptions = true)
final class BatchItemsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private IdParameter batch = new IdParameter();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those: Waiting, Running, Succeeded, Failed, TimedOut, Cancelled, …")
  private @Nullable String state;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    PrintWriter err = spec.commandLine().getErr();
    try (HostSession session = new HostSession(host, err)) {
      print(new SteadyClient(session, err), System.out);
      return 0;
    }
  }

  /** A line for each item; whoever reads them, head for instance, may have enough. */
  private void print(SteadyClient client, PrintStream out)
      throws IOException, InterruptedException {
    Integer after = null;
    boolean more = true;
    while (more && !out.checkError()) {
      Integer from = after;
      ItemPage page = client.ask(api -> api.items(batch.id(), state, from));
      for (ItemView item : page.items()) {
        out.println(output.isJson() ? Json.write(item) : text(item));
        after = item.index();
      }
      more = page.next() != null && !page.items().isEmpty();
    }
  }

  private static String text(ItemView item) {
    return FailedItems.line(item.index(), item.item(), item.state(), item.reason());
  }
}
