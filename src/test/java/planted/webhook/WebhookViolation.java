package planted.webhook;

/** Webhooks must not know secrets. */
public final class WebhookViolation {

  public planted.secret.SecretViolation reach;
}
