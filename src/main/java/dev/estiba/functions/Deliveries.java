package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * How often the host delivers a message before it gives it up.
 *
 * @param most 1 or more
 */
record Deliveries(int most) {

  /** In host.json, and as an app setting that overrides it. */
  private static final String KEY = "/extensions/queues/maxDequeueCount";

  private static final String OVERRIDE = "AzureFunctionsJobHost" + KEY.replace("/", "__");

  /**
   * As host.json says, which is packaged beside the classes too, and the app settings.
   *
   * @throws IllegalArgumentException if the setting is no number
   */
  static Deliveries of(Map<String, String> appSettings) {
    String override = appSettings.getOrDefault(OVERRIDE, "");
    if (override.isBlank()) {
      return new Deliveries(hostJson().at(KEY).intValue());
    }
    try {
      return new Deliveries(Integer.parseInt(override.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The app setting " + OVERRIDE + " must be a whole number; it is '" + override + "'.", e);
    }
  }

  private static JsonNode hostJson() {
    try (InputStream stream = Deliveries.class.getResourceAsStream("/host.json")) {
      return Json.parse(
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("The packaged host.json cannot be read", e);
    }
  }

  /**
   * Whether no delivery follows this one.
   *
   * @param dequeueCount as the host tells it; a field of a message may take its place, and such a
   *     message is never started: then no delivery is believed to be the last
   */
  boolean isLast(String dequeueCount) {
    return dequeueCount.matches("[0-9]{1,9}") && Integer.parseInt(dequeueCount) >= most;
  }
}
