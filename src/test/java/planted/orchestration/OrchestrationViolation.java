package planted.orchestration;

/** Orchestrators must not know container groups. */
public final class OrchestrationViolation {

  public planted.aci.AciViolation reach;
}
