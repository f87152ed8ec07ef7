package dev.estiba.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is posted.
 *
 * @param id the same at each try
 * @param body a CloudEvent
 * @param key signs it; null for none
 */
public record WebhookMessage(String id, String body, @Nullable SigningKey key) {

  /**
   * The headers of Standard Webhooks.
   *
   * @param timestamp of this try, in seconds since 1970
   */
  Map<String, String> headers(long timestamp) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(timestamp));
    if (key != null) {
      headers.put("webhook-signature", key.sign(id, timestamp, body));
    }
    return headers;
  }
}
