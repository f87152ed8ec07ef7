package planted.secret;

/** Secrets must not know container groups. */
public final class SecretViolation {

  public planted.aci.AciViolation reach;
}
