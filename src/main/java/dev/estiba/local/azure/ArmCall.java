package dev.estiba.local.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.azure.fault.OperationKind;
import dev.estiba.local.azure.fault.RefusalException;
import dev.estiba.local.azure.fault.Subject;
import java.io.IOException;

/** A request with the operation that answers it. */
record ArmCall(OperationKind kind, ArmOperation operation, ArmRequest request) {

  ArmResponse answer() throws IOException, InterruptedException {
    try {
      return operation.answer(request);
    } catch (ArmException e) {
      return e.response();
    } catch (RefusalException e) {
      return ArmResponse.of(e.reply());
    }
  }

  /** Empty if the request names none. */
  String subscription() {
    return request.path().getOrDefault("subscription", "");
  }

  /** The name of the container group; empty if the request names none. */
  String group() {
    return request.path().getOrDefault("group", "");
  }

  Subject subject() {
    JsonNode body = body();
    return new Subject(
        kind,
        subscription(),
        request.path().getOrDefault("resourceGroup", ""),
        group(),
        body.path("location").asText(),
        body.at("/properties/containers/0/properties/image").asText());
  }

  private JsonNode body() {
    try {
      return Json.MAPPER.readTree(request.body());
    } catch (JsonProcessingException e) {
      return Json.object();
    }
  }
}
