package dev.estiba.functions;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.ContainerGroupsFactory;
import dev.estiba.activity.Batches;
import dev.estiba.activity.LogCollector;
import dev.estiba.event.StorageBlobs;
import dev.estiba.event.Triggers;
import dev.estiba.event.WatchedBlobs;
import dev.estiba.functions.Settings.Place;
import dev.estiba.governor.Governor;
import dev.estiba.log.BlobLogStore;
import dev.estiba.log.DirectoryLogStore;
import dev.estiba.log.LogArchive;
import dev.estiba.log.LogStore;
import dev.estiba.log.LogWindow;
import dev.estiba.schedule.Schedules;
import dev.estiba.secret.KeyVaultSecrets;
import dev.estiba.secret.SecretResolver;
import dev.estiba.secret.SecretSealer;
import dev.estiba.store.BlobDocumentStore;
import dev.estiba.store.DirectoryDocumentStore;
import dev.estiba.store.DocumentStore;
import dev.estiba.store.SharedDocuments;
import dev.estiba.webhook.AddressGuard;
import dev.estiba.webhook.QueueSender;
import dev.estiba.webhook.WebhookSender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of one installation share, made from its settings when it is first needed: a
 * cold start that only answers a status query pays for no Azure client. Thread-safe.
 */
public final class Services {

  private static final String LOG_CONTAINER = "estiba-logs";
  private static final String STATE_CONTAINER = "estiba-state";

  /** How old a log may be that somebody follows. */
  private static final Duration OLDEST_FRESH_LOG = Duration.ofSeconds(2);

  /** There is no rate limit to keep to on loopback. */
  private static final Duration OLDEST_FRESH_LOCAL_LOG = Duration.ofMillis(200);

  /**
   * Azure's SDK warns at every request that the JDK's HTTP client sets Content-Length by itself.
   * Held here: a logger that nobody holds forgets its level.
   */
  private static final Logger NOISE = Logger.getLogger("com.azure.core.http.jdk.httpclient");

  /**
   * Its SDK logs failures that the task's result tells, and pieces of answers that hold secrets.
   */
  private static final Logger VAULT_NOISE = Logger.getLogger("com.azure.security.keyvault");

  static {
    NOISE.setLevel(Level.SEVERE);
    VAULT_NOISE.setLevel(Level.OFF);
  }

  /** Whoever is told of an end is told again later: a try ends within half a minute. */
  private static final RequestRetryOptions TWO_TRIES =
      new RequestRetryOptions(RetryPolicyType.FIXED, 2, Duration.ofSeconds(10), null, null, null);

  private final Map<String, String> appSettings;
  private @Nullable Settings settings;
  private @Nullable ContainerGroups containerGroups;
  private @Nullable LogArchive logArchive;
  private @Nullable Governor governor;
  private @Nullable SecretSealer secretSealer;
  private @Nullable SecretResolver secretResolver;

  private @Nullable KeyVaultSecrets keyVault;
  private @Nullable FreshLogs freshLogs;
  private @Nullable SharedDocuments sharedDocuments;
  private @Nullable Batches batches;
  private @Nullable Schedules schedules;
  private @Nullable Deliveries deliveries;
  private @Nullable WatchedBlobs watchedBlobs;
  private @Nullable QueueSender queueSender;

  /**
   * @param appSettings as a function app has them in its environment
   */
  public Services(Map<String, String> appSettings) {
    this.appSettings = Map.copyOf(appSettings);
  }

  synchronized Settings settings() {
    if (settings == null) {
      settings = Settings.from(appSettings);
    }
    return settings;
  }

  synchronized ContainerGroups containerGroups() {
    if (containerGroups == null) {
      containerGroups =
          ContainerGroupsFactory.create(
              settings().armEndpoint(),
              settings().subscriptionId(),
              Settings.armToken(appSettings).orElse(null));
    }
    return containerGroups;
  }

  synchronized LogArchive logArchive() {
    if (logArchive == null) {
      logArchive =
          new LogArchive(
              logStore(settings().logs()), isLocal() ? LogWindow.LOCAL_AZURE : LogWindow.AZURE);
    }
    return logArchive;
  }

  synchronized SecretSealer secretSealer() {
    if (secretSealer == null) {
      secretSealer = new SecretSealer(settings().app(), settings().sealing(), keyVault());
    }
    return secretSealer;
  }

  synchronized SecretResolver secretResolver() {
    if (secretResolver == null) {
      secretResolver = new SecretResolver(secretSealer(), keyVault(), appSettings);
    }
    return secretResolver;
  }

  WebhookSender webhookSender() {
    return new WebhookSender(
        new AddressGuard(settings().allowedNetworks()), InstantSource.system());
  }

  /** Empty where the installation has no storage account. */
  synchronized Optional<QueueSender> queueSender() {
    if (queueSender == null) {
      queueSender =
          settings().queues().map(account -> new QueueSender(queues(account))).orElse(null);
    }
    return Optional.ofNullable(queueSender);
  }

  /** The same for all, so that changes to one document are written together. */
  synchronized SharedDocuments sharedDocuments() {
    if (sharedDocuments == null) {
      sharedDocuments = new SharedDocuments(documentStore(settings().state()));
    }
    return sharedDocuments;
  }

  private boolean isLocal() {
    return !"https".equals(settings().armEndpoint().getScheme());
  }

  private Duration fresh() {
    Duration oldest = isLocal() ? OLDEST_FRESH_LOCAL_LOG : OLDEST_FRESH_LOG;
    Duration watch = settings().watchInterval();
    return watch.compareTo(oldest) < 0 ? watch : oldest;
  }

  private synchronized KeyVaultSecrets keyVault() {
    if (keyVault == null) {
      keyVault = new KeyVaultSecrets();
    }
    return keyVault;
  }

  /** The same for all, so that readers of one log share its fetches. */
  synchronized FreshLogs freshLogs() {
    if (freshLogs == null) {
      freshLogs = new FreshLogs(logCollector(), InstantSource.system(), fresh());
    }
    return freshLogs;
  }

  /** The same for all, so that changes to one ledger are written together. */
  synchronized Batches batches() {
    if (batches == null) {
      batches = new Batches(sharedDocuments());
    }
    return batches;
  }

  Rejections rejections() {
    return new Rejections(sharedDocuments(), InstantSource.system());
  }

  synchronized Deliveries deliveries() {
    if (deliveries == null) {
      deliveries = Deliveries.of(appSettings);
    }
    return deliveries;
  }

  /** The same for all: it remembers when which one is due. */
  synchronized Schedules schedules() {
    if (schedules == null) {
      schedules = new Schedules(sharedDocuments());
    }
    return schedules;
  }

  Triggers triggers() {
    return new Triggers(sharedDocuments());
  }

  /** Of the function app's own storage account; empty if it has none. */
  synchronized Optional<WatchedBlobs> watchedBlobs() {
    if (watchedBlobs == null) {
      watchedBlobs =
          Settings.storage(appSettings).map(Services::blobs).map(StorageBlobs::new).orElse(null);
    }
    return Optional.ofNullable(watchedBlobs);
  }

  LogCollector logCollector() {
    return new LogCollector(containerGroups(), logArchive());
  }

  synchronized Governor governor() {
    if (governor == null) {
      governor = new Governor(settings().limits(), this::sharedDocuments, InstantSource.system());
    }
    return governor;
  }

  private static LogStore logStore(Place logs) {
    return logs instanceof Place.Directory directory
        ? new DirectoryLogStore(Path.of(directory.path()))
        : new BlobLogStore(blobs(logs).getBlobContainerClient(LOG_CONTAINER));
  }

  private static DocumentStore documentStore(Place state) {
    return state instanceof Place.Directory directory
        ? new DirectoryDocumentStore(Path.of(directory.path()))
        : new BlobDocumentStore(blobs(state).getBlobContainerClient(STATE_CONTAINER));
  }

  private static QueueServiceClient queues(Place place) {
    QueueServiceClientBuilder builder =
        new QueueServiceClientBuilder()
            .messageEncoding(QueueMessageEncoding.BASE64)
            .retryOptions(TWO_TRIES);
    return place instanceof Place.Account account
        ? builder
            .endpoint(account.endpoint().toString())
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient()
        : builder.connectionString(((Place.Connection) place).connectionString()).buildClient();
  }

  private static BlobServiceClient blobs(Place place) {
    BlobServiceClientBuilder builder = new BlobServiceClientBuilder();
    return place instanceof Place.Account account
        ? builder
            .endpoint(account.endpoint().toString())
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient()
        : builder.connectionString(((Place.Connection) place).connectionString()).buildClient();
  }
}
