package dev.estiba.local.azure;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** What ARM says with every answer. */
final class ArmHeaders {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private ArmHeaders() {}

  static Map<String, String> of(String requestId, Instant now) {
    return Map.of(
        "x-ms-request-id", requestId,
        "x-ms-correlation-request-id", requestId,
        "x-ms-routing-request-id", "LOCAL:" + TIME.format(now) + ":" + requestId,
        "Cache-Control", "no-cache",
        "Pragma", "no-cache",
        "Expires", "-1",
        "X-Content-Type-Options", "nosniff");
  }
}
