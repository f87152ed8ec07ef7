package dev.estiba.local.taskhub;

import com.google.protobuf.TextFormat;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A history in a file that people can read and compare: protobuf's text format, with one {@code
 * pastEvents} entry for each event. Kept beside the tests and replayed by {@link HistoryReplayer}.
 */
public final class GoldenHistory {

  private GoldenHistory() {}

  /**
   * @param history as {@link TaskHubClient#history} has it
   */
  public static void write(Path file, List<HistoryEvent> history) throws IOException {
    OrchestratorRequest events = OrchestratorRequest.newBuilder().addAllPastEvents(history).build();
    Files.writeString(file, TextFormat.printer().printToString(events));
  }

  /**
   * @throws IOException if the file cannot be read or is no such history
   */
  public static List<HistoryEvent> read(Path file) throws IOException {
    OrchestratorRequest.Builder events = OrchestratorRequest.newBuilder();
    try {
      TextFormat.merge(Files.readString(file), events);
    } catch (TextFormat.ParseException e) {
      throw new IOException(
          file + " is no history in protobuf's text format: " + e.getMessage(), e);
    }
    return events.getPastEventsList();
  }
}
