package dev.estiba.local.functionhost.app;

/** A function app that cannot be started as it is; the message names the function and the cure. */
public final class FunctionAppException extends RuntimeException {

  public FunctionAppException(String message) {
    super(message);
  }

  public FunctionAppException(String message, Throwable cause) {
    super(message, cause);
  }

  public static FunctionAppException in(String functionName, String problem) {
    return new FunctionAppException("Function '" + functionName + "' cannot be run: " + problem);
  }
}
