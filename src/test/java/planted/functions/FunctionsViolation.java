package planted.functions;

/** Functions must not know the local mode. */
public final class FunctionsViolation {

  public planted.local.LocalViolation reach;
}
