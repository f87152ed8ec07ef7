package dev.estiba.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.launch.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened elsewhere.
 *
 * @param id which its source gives to no other event
 * @param source who tells; of an event in Event Grid's schema its topic
 * @param time as it was told, in RFC 3339
 * @param payload what it says
 * @param attributes all else that is said of it, under the names of its schema
 */
public record Event(
    String id,
    String source,
    String type,
    @Nullable String subject,
    @Nullable String time,
    Payload payload,
    ObjectNode attributes) {

  /** What placeholders begin with. */
  private static final String NAME = "event";

  private static final String[] FIELDS = {
    "id", "source", "type", "subject", "time", "data", "data_base64", "attributes"
  };

  /**
   * What an event says.
   *
   * @param data JSON, or text; null where there is none, or it is neither
   * @param base64 what is neither, in Base64
   */
  public record Payload(@Nullable JsonNode data, @Nullable String base64) {

    public static final Payload NONE = new Payload(null, null);

    static Payload of(JsonNode data) {
      return new Payload(data, null);
    }
  }

  /** What is known before any event came. */
  static Cause unknown() {
    return Cause.unknown(NAME, FIELDS);
  }

  /** For the placeholders {@code {{event.…}}}; what the event does not have is left out. */
  public Cause cause() {
    ObjectNode facts = Json.object().put("id", id).put("source", source).put("type", type);
    if (subject != null) {
      facts.put("subject", subject);
    }
    if (time != null) {
      facts.put("time", time);
    }
    if (payload.data() != null) {
      facts.set("data", payload.data());
    }
    if (payload.base64() != null) {
      facts.put("data_base64", payload.base64());
    }
    facts.set("attributes", attributes);
    return new Cause(NAME, facts);
  }

  /**
   * The same for each delivery of the same event, and for each event that tells of the same blob.
   *
   * @return 24 hexadecimal digits
   */
  public String identity() {
    return BlobCreated.identity(this).orElseGet(() -> Identity.of(source, id));
  }

  /** The instance that a trigger starts for it. */
  public String instanceId(String trigger) {
    return trigger + "-" + identity();
  }
}
