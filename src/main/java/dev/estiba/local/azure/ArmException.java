package dev.estiba.local.azure;

import java.util.Map;

/** An answer of Azure Resource Manager that is an error. */
final class ArmException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  ArmException(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  ArmException(int status, String code, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  ArmResponse response() {
    var body = Json.object();
    body.putObject("error").put("code", code).put("message", getMessage());
    return ArmResponse.of(status, body).with(headers);
  }
}
