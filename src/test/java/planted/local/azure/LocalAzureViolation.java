package planted.local.azure;

/** The local Azure must know nothing of Estiba. */
public final class LocalAzureViolation {

  public planted.task.TaskViolation reach;
}
