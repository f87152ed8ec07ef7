package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record ArmResponse(int status, Map<String, String> headers, @Nullable ObjectNode body) {

  static ArmResponse of(int status, ObjectNode body) {
    return new ArmResponse(status, Map.of(), body);
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
