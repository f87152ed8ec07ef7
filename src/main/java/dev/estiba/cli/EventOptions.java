package dev.estiba.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import picocli.CommandLine.Option;

/** An event of CloudEvents on the command line. */
final class EventOptions {

  @Option(
      names = "--type",
      required = true,
      paramLabel = "TYPE",
      description = "What happened, com.example.report.ready for instance.")
  private String type = "";

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "Who tells. Default: ${DEFAULT-VALUE}.")
  private String source = "/estiba/cli";

  @Option(names = "--subject", paramLabel = "SUBJECT", description = "What it is about.")
  private String subject = "";

  @Option(names = "--payload", paramLabel = "JSON", description = "What it says.")
  private String payload = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The same id of the same source starts nothing twice. Default: a new one.")
  private String id = UUID.randomUUID().toString();

  JsonNode cloudEvent() throws IOException {
    ObjectNode event =
        Json.object()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", source)
            .put("type", type)
            .put("time", Instant.now().toString());
    if (!subject.isEmpty()) {
      event.put("subject", subject);
    }
    if (!payload.isEmpty()) {
      event.set("data", json(payload));
    }
    return event;
  }

  private static JsonNode json(String text) throws IOException {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IOException("--payload must be JSON: " + e.getOriginalMessage(), e);
    }
  }
}
