package planted.local.functionhost.web;

/** The HTTP server must not know what it serves. */
public final class WebViolation {

  public planted.local.functionhost.FunctionHostViolation reach;
}
