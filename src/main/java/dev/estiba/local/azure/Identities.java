package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** The managed identities of a group: their ids follow from whose they are. */
final class Identities {

  /** The one tenant of this machine. */
  static final String TENANT = "10ca1a20-0000-0000-0000-000000000000";

  private Identities() {}

  /** Adds what Azure says of the identities that a definition asks for. */
  static void complete(ObjectNode identity, ContainerGroup group) {
    String type = identity.path("type").asText().toLowerCase(Locale.ROOT);
    if (type.contains("systemassigned")) {
      identity.put("principalId", principalOf(group)).put("tenantId", TENANT);
    }
    if (identity.path("userAssignedIdentities") instanceof ObjectNode assigned) {
      assigned
          .properties()
          .forEach(
              entry ->
                  entry.setValue(
                      Json.object()
                          .put("principalId", id("principal " + entry.getKey()))
                          .put("clientId", clientId(entry.getKey()))));
    }
  }

  static String principalOf(ContainerGroup group) {
    return id("principal " + group.uid());
  }

  static String clientId(String resourceId) {
    return id("client " + resourceId);
  }

  private static String id(String whose) {
    String text = whose.toLowerCase(Locale.ROOT);
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
