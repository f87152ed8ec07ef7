package planted.local.functionhost.keys;

/** The keys must not know what they open. */
public final class KeysViolation {

  public planted.local.functionhost.FunctionHostViolation reach;
}
