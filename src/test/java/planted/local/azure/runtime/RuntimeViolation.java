package planted.local.azure.runtime;

/** The runtimes must not know the ARM front. */
public final class RuntimeViolation {

  public planted.local.azure.LocalAzureViolation reach;
}
