package planted.local.functionhost.storage;

/** The storages of an app must not know who runs it. */
public final class StorageViolation {

  public planted.local.functionhost.FunctionHostViolation reach;
}
