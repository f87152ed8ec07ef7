package planted.client;

/** The client must not know functions. */
public final class ClientViolation {

  public planted.functions.FunctionsViolation reach;
}
