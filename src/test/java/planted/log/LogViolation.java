package planted.log;

/** The log must not know container groups: together with aci, also a cycle. */
public final class LogViolation {

  public planted.aci.AciViolation reach;
}
