package planted.local.functionhost.durable;

/** The HTTP management API must not know functions. */
public final class DurableViolation {

  public planted.local.functionhost.FunctionHostViolation reach;
}
