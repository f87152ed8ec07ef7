package planted.batch;

/** Batches must not know secrets' sealing. */
public final class BatchViolation {

  public planted.secret.SecretViolation reach;
}
