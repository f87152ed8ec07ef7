package dev.estiba.functions;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request as a message of the queue brings it.
 *
 * @param id the same each time the message is delivered
 * @param text of the document that says what is to be started
 */
record QueuedRequest(String id, String text) {

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]+={0,2}\\s*");

  /**
   * @param messageId as the host tells it
   * @param message as it lies in the queue: a document, or one in base64
   */
  static QueuedRequest of(String messageId, String message) {
    return new QueuedRequest(
        isOfTheQueue(messageId, message) ? messageId : ownId(message), decoded(message));
  }

  /**
   * A field named {@code id} in the message takes the place of the queue's id in what Functions
   * hosts tell, and would let a message name itself as another one.
   */
  private static boolean isOfTheQueue(String id, String message) {
    return GUID.matcher(id).matches()
        && !message.toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT));
  }

  private static String ownId(String message) {
    return UUID.nameUUIDFromBytes(message.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** No document is base64: each has a colon. What is neither is told as a bad document. */
  private static String decoded(String message) {
    if (!BASE64.matcher(message).matches()) {
      return message;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(message);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return message;
    }
  }
}
