package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * What a client once said to the real service, and its answers.
 *
 * @param unrecorded names of headers that the recorder left out
 */
record Recording(String name, List<RecordedExchange> exchanges, Set<String> unrecorded) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** It wrote a 0 in its place, so that a playback does not wait. */
  private static final Set<String> DROPPED_BY_JAVA = Set.of("retry-after");

  private static final Set<String> DROPPED_BY_CLI =
      Set.of(
          "x-ms-request-id",
          "x-ms-correlation-request-id",
          "x-ms-ratelimit-remaining-subscription-reads");
  private static final Set<String> DROPPED_BY_HAND =
      Set.of(
          "content-type",
          "x-ms-request-id",
          "x-ms-correlation-request-id",
          "x-ms-ratelimit-remaining-subscription-reads");

  /** Reads {@code recordings/<name>.json} of the class path, in any of its three formats. */
  static Recording read(String name) throws IOException {
    JsonNode file = json(name);
    JsonNode calls = file.path("networkCallRecords");
    if (calls.isArray()) {
      JsonNode bodies = json(name + ".requests");
      return new Recording(
          name, exchanges(calls, (i, call) -> ofJavaSdk(i, call, bodies)), DROPPED_BY_JAVA);
    }
    JsonNode interactions = file.path("interactions");
    return interactions.at("/0/request").has("uri")
        ? new Recording(name, exchanges(interactions, Recording::ofCassette), DROPPED_BY_CLI)
        : new Recording(name, exchanges(interactions, Recording::ofTranscript), DROPPED_BY_HAND);
  }

  private static JsonNode json(String name) throws IOException {
    try (InputStream in = Recording.class.getResourceAsStream("/recordings/" + name + ".json")) {
      if (in == null) {
        throw new IOException("There is no recordings/" + name + ".json");
      }
      return MAPPER.readTree(in);
    }
  }

  private static List<RecordedExchange> exchanges(
      JsonNode array, BiFunction<Integer, JsonNode, RecordedExchange> reader) {
    List<RecordedExchange> all = new ArrayList<>();
    array.forEach(node -> all.add(reader.apply(all.size(), node)));
    return List.copyOf(all);
  }

  private static RecordedExchange ofJavaSdk(int number, JsonNode call, JsonNode bodies) {
    Map<String, String> headers = new TreeMap<>();
    call.path("Response").properties().forEach(f -> headers.put(f.getKey(), f.getValue().asText()));
    int status = Integer.parseInt(headers.remove("StatusCode"));
    String body = headers.getOrDefault("Body", "");
    headers.remove("Body");
    headers.keySet().removeAll(DROPPED_BY_JAVA);
    JsonNode sent = bodies.path(String.valueOf(number));
    return new RecordedExchange(
        number,
        call.path("Method").asText(),
        withoutHost(call.path("Uri").asText()),
        sent.isMissingNode() ? "" : sent.toString(),
        new WireAnswer(status, headers, parsed(body)));
  }

  private static RecordedExchange ofCassette(int number, JsonNode interaction) {
    JsonNode request = interaction.path("request");
    JsonNode response = interaction.path("response");
    Map<String, String> headers = new TreeMap<>();
    response
        .path("headers")
        .properties()
        .forEach(f -> headers.put(lower(f.getKey()), f.getValue().path(0).asText()));
    return new RecordedExchange(
        number,
        request.path("method").asText(),
        withoutHost(request.path("uri").asText()),
        withoutPythonQuotes(request.path("body").asText("")),
        new WireAnswer(
            response.at("/status/code").asInt(),
            headers,
            parsed(response.at("/body/string").asText(""))));
  }

  private static RecordedExchange ofTranscript(int number, JsonNode interaction) {
    JsonNode request = interaction.path("request");
    JsonNode response = interaction.path("response");
    Map<String, String> headers = new TreeMap<>();
    response
        .path("headers")
        .properties()
        .forEach(f -> headers.put(lower(f.getKey()), f.getValue().asText()));
    JsonNode sent = request.path("body");
    return new RecordedExchange(
        number,
        request.path("method").asText(),
        withoutHost(request.path("path").asText()),
        sent.isMissingNode() ? "" : sent.toString(),
        new WireAnswer(response.path("status").asInt(), headers, response.path("body")));
  }

  /** Some bodies were recorded as the text {@code b'…'} of a Python byte string. */
  private static String withoutPythonQuotes(String body) {
    return body.startsWith("b'") && body.endsWith("'")
        ? body.substring(2, body.length() - 1)
        : body;
  }

  private static String withoutHost(String uri) {
    return uri.replaceFirst("^https?://[^/]+", "");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static JsonNode parsed(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(body);
    } catch (IOException e) {
      throw new IllegalArgumentException("No JSON: " + body, e);
    }
  }
}
