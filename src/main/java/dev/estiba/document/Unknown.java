package dev.estiba.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Stands in a document for a value that only becomes known while what it describes runs. {@link
 * Fields} finds nothing wrong with it, whatever the field's type.
 */
public final class Unknown {

  private enum Mark {
    UNKNOWN
  }

  /** The value itself. */
  public static final JsonNode VALUE = JsonNodeFactory.instance.pojoNode(Mark.UNKNOWN);

  private Unknown() {}

  public static boolean is(JsonNode value) {
    return value.isPojo() && value.equals(VALUE);
  }
}
