package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.azure.fault.Reply;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record ArmResponse(int status, Map<String, String> headers, @Nullable JsonNode body) {

  static ArmResponse of(int status, JsonNode body) {
    return new ArmResponse(status, Map.of(), body);
  }

  static ArmResponse of(Reply reply) {
    return new ArmResponse(reply.status(), reply.headers(), reply.body());
  }

  static ArmResponse empty(int status) {
    return new ArmResponse(status, Map.of(), null);
  }

  ArmResponse with(String header, String value) {
    return with(Map.of(header, value));
  }

  ArmResponse with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(more);
    return new ArmResponse(status, Map.copyOf(all), body);
  }
}
