package dev.estiba.local.azure;

/** An answer of Azure Resource Manager that is an error. */
final class ArmException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  ArmException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  ArmResponse response() {
    var body = Json.object();
    body.putObject("error").put("code", code).put("message", getMessage());
    return ArmResponse.of(status, body);
  }
}
