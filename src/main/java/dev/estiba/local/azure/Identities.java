package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The managed identities of a group: their ids follow from whose they are. */
final class Identities {

  /** The one tenant of this machine. */
  static final String TENANT = "10ca1a20-0000-0000-0000-000000000000";

  private Identities() {}

  /** Adds what Azure says of the identities that a definition asks for. */
  static void complete(ObjectNode identity, ContainerGroup group) {
    identity.put("tenantId", TENANT);
    if (isSystemAssigned(identity)) {
      identity.put("principalId", principalOf(group));
    }
    if (identity.path("userAssignedIdentities") instanceof ObjectNode assigned) {
      assigned
          .properties()
          .forEach(
              entry -> {
                TokenIssuer.Holder holder = assigned(entry.getKey());
                entry.setValue(
                    Json.object()
                        .put("principalId", holder.principalId())
                        .put("clientId", holder.clientId()));
              });
    }
  }

  /**
   * The identity of a group that a request for a token means: the named one, else the group's own,
   * else the only one.
   *
   * @param query the value of a parameter, or null
   */
  static Optional<TokenIssuer.Holder> choose(
      ContainerGroup group, Function<String, @Nullable String> query) {
    JsonNode identity = group.definition().path("identity");
    List<TokenIssuer.Holder> assigned = new ArrayList<>();
    identity
        .path("userAssignedIdentities")
        .fieldNames()
        .forEachRemaining(name -> assigned.add(assigned(name)));
    for (String parameter : List.of("client_id", "principal_id", "object_id", "mi_res_id")) {
      String wanted = query.apply(parameter);
      if (wanted != null) {
        return assigned.stream().filter(holder -> isMeant(holder, wanted)).findFirst();
      }
    }
    if (isSystemAssigned(identity)) {
      return Optional.of(
          new TokenIssuer.Holder(
              principalOf(group), id("client " + group.uid()), group.id().path()));
    }
    return assigned.size() == 1 ? Optional.of(assigned.get(0)) : Optional.empty();
  }

  /** Any: a service principal needs no registration here. */
  static TokenIssuer.Holder servicePrincipal(String clientId) {
    return new TokenIssuer.Holder(id("principal " + clientId), clientId, "");
  }

  private static boolean isMeant(TokenIssuer.Holder holder, String wanted) {
    return holder.clientId().equalsIgnoreCase(wanted)
        || holder.principalId().equalsIgnoreCase(wanted)
        || holder.resource().equalsIgnoreCase(wanted);
  }

  private static TokenIssuer.Holder assigned(String resourceId) {
    return new TokenIssuer.Holder(
        id("principal " + resourceId), id("client " + resourceId), resourceId);
  }

  private static boolean isSystemAssigned(JsonNode identity) {
    return identity.path("type").asText().toLowerCase(Locale.ROOT).contains("systemassigned");
  }

  private static String principalOf(ContainerGroup group) {
    return id("principal " + group.uid());
  }

  private static String id(String whose) {
    String text = whose.toLowerCase(Locale.ROOT);
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
