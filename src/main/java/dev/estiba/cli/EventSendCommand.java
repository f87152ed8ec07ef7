package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.event.EventReceipt;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code estiba event send}: something happened. */
@Command(
    name = "send",
    description = {
      "Sends an event, and tells on standard output what it started.",
      "Exits with 0, also if no trigger is for it; with 1 if a trigger could not be filled with"
          + " what the event says; with 125 if Estiba refused the event or failed."
    },
    mixinStandardHelpOptions = true)
final class EventSendCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Mixin private OutputOption output = new OutputOption();

  @ArgGroup(multiplicity = "1")
  private Content content = new Content();

  /** One or the other. */
  private static final class Content {

    @Option(
        names = {"-f", "--file"},
        required = true,
        paramLabel = "FILE",
        description = "Event, or list of events, in JSON or YAML; - for standard input.")
    private String file = "";

    @ArgGroup(exclusive = false)
    private EventOptions event = new EventOptions();

    JsonNode read() throws IOException {
      return file.isEmpty() ? event.cloudEvent() : DocumentFile.read(file).tree();
    }
  }

  @Override
  public Integer call() throws Exception {
    JsonNode events = content.read();
    EventReceipt.All receipts =
        Asking.toStart(host, spec.commandLine().getErr(), api -> api.send(events));
    if (output.isJson()) {
      System.out.println(Json.writePretty(receipts));
    } else {
      EventText.lines(receipts).forEach(System.out::println);
    }
    return receipts.refused() == 0 ? 0 : ExitCode.NOT_ALL;
  }
}
