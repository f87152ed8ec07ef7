package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import dev.estiba.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By which those who deliver events make sure that they are welcome. */
final class EventHandshake {

  private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";

  private EventHandshake() {}

  /** Of Event Grid, with an event; empty where the events are others. */
  static Optional<HttpResponseMessage> withEvent(
      HttpRequestMessage<?> request, List<Event> events) {
    boolean announced =
        request
            .getHeaders()
            .getOrDefault("aeg-event-type", "")
            .equalsIgnoreCase("SubscriptionValidation");
    boolean one = events.size() == 1 && events.get(0).type().equals(VALIDATION);
    if (!announced && !one) {
      return Optional.empty();
    }
    return Optional.of(
        events.stream()
            .map(EventHandshake::code)
            .flatMap(Optional::stream)
            .findFirst()
            .map(code -> Answers.json(request, Map.of("validationResponse", code)))
            .orElseGet(() -> noCode(request)));
  }

  private static Optional<String> code(Event event) {
    JsonNode data = event.payload().data();
    return data == null
        ? Optional.empty()
        : Optional.ofNullable(data.path("validationCode").textValue());
  }

  private static HttpResponseMessage noCode(HttpRequestMessage<?> request) {
    return Problems.answer(
        request,
        HttpStatus.BAD_REQUEST,
        "No validation code",
        "An event that asks for a validation must have a text data.validationCode.");
  }

  /** Of CloudEvents: https://github.com/cloudevents/spec, HTTP 1.1 Web Hooks, section 4. */
  static HttpResponseMessage ofWebHook(HttpRequestMessage<?> request) {
    String origin = request.getHeaders().getOrDefault("webhook-request-origin", "").strip();
    if (origin.isEmpty()) {
      return Problems.answer(
          request,
          HttpStatus.BAD_REQUEST,
          "No WebHook-Request-Origin",
          "OPTIONS must have the header WebHook-Request-Origin: who will send events.");
    }
    String rate = request.getHeaders().getOrDefault("webhook-request-rate", "*").strip();
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("Allow", "POST, OPTIONS")
        .header("WebHook-Allowed-Origin", origin)
        .header("WebHook-Allowed-Rate", rate.matches("[1-9][0-9]{0,9}") ? rate : "*")
        .build();
  }
}
