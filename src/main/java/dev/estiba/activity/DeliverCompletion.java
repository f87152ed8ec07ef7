package dev.estiba.activity;

import dev.estiba.secret.Resolved;
import dev.estiba.secret.SecretResolver;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.Delivery;
import dev.estiba.task.EndNotice;
import dev.estiba.task.Reason;
import dev.estiba.task.Secret;
import dev.estiba.webhook.CloudEvent;
import dev.estiba.webhook.QueueSender;
import dev.estiba.webhook.SigningKey;
import dev.estiba.webhook.WebhookMessage;
import dev.estiba.webhook.WebhookSender;
import java.util.Optional;

/**
 * Tries once to tell somebody of an end. Run again, it tells it again, with the same id: whoever is
 * told may get it more than once.
 */
public final class DeliverCompletion {

  public static final String NAME = "DeliverCompletion";

  /** Who is told, and of what. */
  public record Input(CompletionHook hook, EndNotice notice) {}

  private final WebhookSender webhooks;
  private final Optional<QueueSender> queues;
  private final SecretResolver secrets;
  private final String app;

  /**
   * @param queues empty where the installation has no storage account
   * @param app name of the installation
   */
  public DeliverCompletion(
      WebhookSender webhooks, Optional<QueueSender> queues, SecretResolver secrets, String app) {
    this.webhooks = webhooks;
    this.queues = queues;
    this.secrets = secrets;
    this.app = app;
  }

  public Delivery run(Input input) {
    CompletionHook hook = input.hook();
    String event = CloudEvent.of(input.notice(), app);
    if (hook.queue() != null) {
      String queue = hook.queue();
      return queues
          .map(sender -> sender.send(queue, event))
          .orElseGet(DeliverCompletion::noAccount);
    }
    if (hook.url() == null) {
      return new Delivery.Refused("It names neither a url nor a queue.");
    }
    String id = input.notice().eventId();
    return hook.secretRef() == null
        ? webhooks.send(hook.url(), new WebhookMessage(id, event, null))
        : signed(hook.url(), hook.secretRef(), id, event);
  }

  private Delivery signed(String url, Secret reference, String id, String event) {
    Resolved resolved = secrets.resolve(reference, "");
    if (resolved instanceof Resolved.Failed failed) {
      Reason why = failed.reason();
      String said = why.message() + " " + why.remedy();
      return failed.mayPass() ? new Delivery.Again(said, null) : new Delivery.Refused(said);
    }
    return SigningKey.of(((Resolved.Ok) resolved).text())
        .map(key -> webhooks.send(url, new WebhookMessage(id, event, key)))
        .orElseGet(
            () ->
                new Delivery.Refused(
                    "The secret that signs is no key. Write whsec_ and the key in base64, or any"
                        + " other text."));
  }

  private static Delivery noAccount() {
    return new Delivery.Refused(
        "This installation has no storage account for queues. Set AzureWebJobsStorage (a connection"
            + " string) or AzureWebJobsStorage__accountName.");
  }
}
