package dev.estiba.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.estiba.document.Document;
import dev.estiba.document.Json;
import dev.estiba.event.Event;
import dev.estiba.event.EventReader;
import dev.estiba.event.EventReceipt;
import dev.estiba.event.ParsedEvents;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code /api/events}: events of CloudEvents and Event Grid start what triggers say. */
public final class EventFunctions {

  private final Services services;

  public EventFunctions(Services services) {
    this.services = services;
  }

  /**
   * 202 with what was started; 400 if an event is none, and then nothing was started, or if a
   * trigger could not be filled, and then all else was. OPTIONS says that events are welcome.
   */
  @FunctionName("ReceiveEvents")
  public HttpResponseMessage receiveEvents(
      @HttpTrigger(
              name = "request",
              route = "events",
              methods = {HttpMethod.POST, HttpMethod.OPTIONS},
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<Optional<String>> request,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext) {
    if (request.getHttpMethod() == HttpMethod.OPTIONS) {
      return EventHandshake.ofWebHook(request);
    }
    String body = request.getBody().orElse("");
    if (Requests.isLonger(body, Document.MAX_BYTES)) {
      return Requests.tooLarge(request, Document.MAX_BYTES);
    }
    ParsedEvents parsed = EventReader.read(request.getHeaders(), body);
    if (parsed instanceof ParsedEvents.Unsupported unsupported) {
      return Problems.answer(
          request, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "No events", unsupported.why());
    }
    if (parsed instanceof ParsedEvents.Invalid invalid) {
      return Requests.invalid(request, invalid.problems());
    }
    List<Event> events = ((ParsedEvents.Valid) parsed).events();
    return EventHandshake.withEvent(request, events)
        .orElseGet(() -> Reachable.answer(request, () -> take(request, durableContext, events)));
  }

  private HttpResponseMessage take(
      HttpRequestMessage<?> request, DurableClientContext durableContext, List<Event> events)
      throws IOException {
    try (DurableTaskClient client = durableContext.getClient()) {
      TriggerStart start = new TriggerStart(new Launcher(client, services), InstantSource.system());
      EventReceipt.All receipts = new EventIntake(services.triggers(), start).take(events);
      return receipts.refused() == 0
          ? request
              .createResponseBuilder(HttpStatus.ACCEPTED)
              .header("Content-Type", "application/json")
              .body(Json.writePretty(receipts) + "\n")
              .build()
          : Problems.answerWith(
              request,
              HttpStatus.BAD_REQUEST,
              "Not all could be started",
              receipts.refused()
                  + " of what triggers say could not be started with what the events say; see"
                  + " refused of each event.",
              receipts);
    }
  }
}
