package planted.local.functionhost.app;

/** What an app consists of must not know who runs it. */
public final class AppViolation {

  public planted.local.functionhost.FunctionHostViolation reach;
}
