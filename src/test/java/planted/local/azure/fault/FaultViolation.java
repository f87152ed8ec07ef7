package planted.local.azure.fault;

/** Limits and faults must not know the runtimes. */
public final class FaultViolation {

  public planted.local.azure.runtime.RuntimeViolation reach;
}
