package planted.aci;

/** Container groups must not know the log. */
public final class AciViolation {

  public planted.log.LogViolation reach;
}
