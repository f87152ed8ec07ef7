package dev.estiba.functions;

import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the poison queue gets of a rejected request.
 *
 * @param errors null where they do not fit
 * @param request its text; null where it does not fit
 * @param kept the path of Estiba's API that has all of it
 */
record PoisonMessage(
    String messageId,
    String reason,
    @Nullable List<Problem> errors,
    @Nullable String request,
    String kept,
    Instant receivedAt) {

  /** Whatever the encoding: a message may have 64 KiB, and base64 needs a third more. */
  static final int MAX_BYTES = 48 * 1024;

  /** The storage speaks XML 1.0. */
  private static final Pattern NOT_IN_XML =
      Pattern.compile("[^\\t\\n\\r -\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  /** Its text, with as much of the request as a message may have. */
  static String of(RejectedRequest rejected) {
    PoisonMessage whole =
        new PoisonMessage(
            rejected.id(),
            NOT_IN_XML.matcher(rejected.reason()).replaceAll("?"),
            rejected.errors(),
            rejected.request(),
            "/api/rejected/" + rejected.id(),
            rejected.at());
    return whole
        .fitting()
        .or(() -> whole.with(rejected.errors(), null).fitting())
        .orElseGet(() -> Json.write(whole.with(null, null)));
  }

  private PoisonMessage with(@Nullable List<Problem> newErrors, @Nullable String newRequest) {
    return new PoisonMessage(messageId, reason, newErrors, newRequest, kept, receivedAt);
  }

  private Optional<String> fitting() {
    String text = Json.write(this);
    return Optional.of(text)
        .filter(fits -> fits.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES)
        .filter(fits -> !NOT_IN_XML.matcher(fits).find());
  }
}
