package dev.estiba.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.activity.DeliverCompletion;
import dev.estiba.document.Json;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.secret.KeyVaultSecrets;
import dev.estiba.secret.SealingSettings;
import dev.estiba.secret.SecretResolver;
import dev.estiba.secret.SecretSealer;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.NotificationStatus;
import dev.estiba.task.Secret;
import dev.estiba.webhook.AddressGuard;
import dev.estiba.webhook.AllowedNetworks;
import dev.estiba.webhook.Receiver;
import dev.estiba.webhook.WebhookSender;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody on a real socket who is told what ends on a task hub in virtual time. */
final class Told implements AutoCloseable {

  static final String KEY = "a key";

  final Receiver receiver = new Receiver();
  private final VirtualHub hub;

  Told(VirtualHub hub) {
    this.hub = hub;
    KeyVaultSecrets vault = new KeyVaultSecrets();
    DeliverCompletion deliver =
        new DeliverCompletion(
            new WebhookSender(new AddressGuard(AllowedNetworks.parse("127.0.0.0/8")), hub::now),
            Optional.empty(),
            new SecretResolver(
                new SecretSealer("estiba", SealingSettings.NONE, vault),
                vault,
                Map.of("ESTIBA_SECRET_HOOK", KEY)),
            "my-app");
    hub.orchestrator(
        NotifyCompletion.NAME, context -> context.complete(NotifyCompletion.run(context)));
    hub.activity(DeliverCompletion.NAME, call -> Json.write(Json.write(deliver.run(input(call)))));
  }

  private static DeliverCompletion.Input input(ActivityCall call) {
    String json = call.input();
    return Json.read(
        json.startsWith("\"") ? Json.read(json, String.class) : json,
        DeliverCompletion.Input.class);
  }

  CompletionHook hook(String... on) {
    return new CompletionHook(receiver.url("/hook"), null, List.of(on), null);
  }

  CompletionHook signed(String... on) {
    return new CompletionHook(
        receiver.url("/hook"), null, List.of(on), new Secret.AppSetting("ESTIBA_SECRET_HOOK"));
  }

  /** How far the telling of an entry is. */
  NotificationStatus status(String instanceId, int index) {
    return Json.read(
        hub.state(NotificationIds.of(instanceId, index)).customStatus(), NotificationStatus.class);
  }

  /** Lets time go on until the telling of an entry is over. */
  NotificationStatus end(String instanceId, int index) {
    return Json.read(
        hub.until(NotificationIds.of(instanceId, index), state -> state.status().isTerminal())
            .output(),
        NotificationStatus.class);
  }

  /** The events that came, each as often as it came. */
  List<JsonNode> events() {
    return receiver.requests.stream()
        .map(request -> Json.read(request.body(), JsonNode.class))
        .toList();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
