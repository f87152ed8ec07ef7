package dev.estiba.local.functionhost.storage;

import com.azure.storage.queue.models.QueueMessageItem;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.estiba.local.functionhost.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that starts a function.
 *
 * @param body decoded
 * @param metadata {@code DequeueCount} and the like; names are compared ignoring case
 */
public record TriggerMessage(byte[] body, Map<String, String> metadata) {

  static TriggerMessage of(QueueMessageItem message, byte[] body) {
    Map<String, String> metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String text = new String(body, StandardCharsets.UTF_8);
    metadata.put("QueueTrigger", text);
    metadata.put("DequeueCount", Long.toString(message.getDequeueCount()));
    metadata.put("Id", message.getMessageId());
    metadata.put("PopReceipt", message.getPopReceipt());
    put(metadata, "InsertionTime", message.getInsertionTime());
    put(metadata, "ExpirationTime", message.getExpirationTime());
    put(metadata, "NextVisibleTime", message.getTimeNextVisible());
    metadata.putAll(fieldsOf(text)); // Last, as in Azure: an order's own id is what {id} means.
    return new TriggerMessage(body, metadata);
  }

  private static void put(
      Map<String, String> metadata, String name, @Nullable OffsetDateTime time) {
    if (time != null) {
      metadata.put(name, time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }
  }

  private static Map<String, String> fieldsOf(String text) {
    try {
      return BindingData.topLevel(Json.read(text));
    } catch (JsonProcessingException e) {
      return Map.of(); // Plain text has no fields.
    }
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
