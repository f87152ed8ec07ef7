package dev.estiba.local.functionhost.storage;

import com.azure.core.http.HttpClient;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionAppException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clients of the storages that app settings name: one per connection and service. Nothing is
 * asked of a storage here. One thread only.
 */
final class StorageConnections {

  private static final String DEFAULT = "AzureWebJobsStorage";

  private final AppSettings settings;
  private final Map<String, QueueServiceClient> queues = new HashMap<>();
  private final Map<String, BlobServiceClient> blobs = new HashMap<>();
  private @Nullable HttpClient http;

  StorageConnections(AppSettings settings) {
    this.settings = settings;
  }

  /** The app setting, or the beginning of the app settings, that the binding's connection names. */
  static String settingOf(Binding.Storage binding) {
    return binding.connection().isEmpty() ? DEFAULT : binding.connection();
  }

  /**
   * @throws FunctionAppException if the connection's app setting is missing or malformed
   */
  QueueServiceClient queues(String function, Binding.Storage binding) {
    return queues.computeIfAbsent(
        settingOf(binding), setting -> usable(function, binding, setting, this::queueClient));
  }

  /**
   * @throws FunctionAppException if the connection's app setting is missing or malformed
   */
  BlobServiceClient blobs(String function, Binding.Storage binding) {
    return blobs.computeIfAbsent(
        settingOf(binding), setting -> usable(function, binding, setting, this::blobClient));
  }

  /** Makes a client of one service; null if no setting says where. */
  private interface Maker<C> {
    Optional<C> make(String setting);
  }

  private <C> C usable(String function, Binding.Storage binding, String setting, Maker<C> maker) {
    String need =
        "its binding '" + binding.name() + "' needs app setting '" + setting + "', which ";
    Optional<C> client;
    try {
      client = maker.make(setting);
    } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
      throw FunctionAppException.in(
          function, need + "is no usable connection (" + e.getMessage() + "). " + remedy(setting));
    }
    return client.orElseThrow(
        () -> FunctionAppException.in(function, need + "is not set. " + remedy(setting)));
  }

  private static String remedy(String setting) {
    return "Set it to the connection string of a storage account, or to"
        + " 'UseDevelopmentStorage=true' for Azurite; or set '"
        + setting
        + "__accountName' to sign in with your own identity.";
  }

  private Optional<QueueServiceClient> queueClient(String setting) {
    QueueServiceClientBuilder builder =
        new QueueServiceClientBuilder().httpClient(http()).retryOptions(retries());
    return connectionString(setting)
        .map(builder::connectionString)
        .or(
            () ->
                serviceUri(setting, "queue")
                    .map(uri -> builder.endpoint(uri).credential(credential(setting).build())))
        .map(QueueServiceClientBuilder::buildClient);
  }

  private Optional<BlobServiceClient> blobClient(String setting) {
    BlobServiceClientBuilder builder =
        new BlobServiceClientBuilder().httpClient(http()).retryOptions(retries());
    return connectionString(setting)
        .map(builder::connectionString)
        .or(
            () ->
                serviceUri(setting, "blob")
                    .map(uri -> builder.endpoint(uri).credential(credential(setting).build())))
        .map(BlobServiceClientBuilder::buildClient);
  }

  /** As the Functions host looks for it: first with its own prefix. */
  private Optional<String> connectionString(String setting) {
    return connectionOrSetting("AzureWebJobs" + setting)
        .or(() -> connectionOrSetting(setting))
        .filter(value -> !value.isBlank());
  }

  private Optional<String> connectionOrSetting(String name) {
    return settings.value("ConnectionStrings:" + name).or(() -> settings.value(name));
  }

  private Optional<String> serviceUri(String setting, String service) {
    return settings
        .value(setting + "__" + service + "ServiceUri")
        .or(() -> settings.value(setting + "__serviceUri"))
        .or(
            () ->
                settings
                    .value(setting + "__accountName")
                    .map(account -> "https://" + account + "." + service + ".core.windows.net"))
        .filter(value -> !value.isBlank());
  }

  private DefaultAzureCredentialBuilder credential(String setting) {
    DefaultAzureCredentialBuilder builder = new DefaultAzureCredentialBuilder().httpClient(http());
    settings.value(setting + "__clientId").ifPresent(builder::managedIdentityClientId);
    settings.value(setting + "__tenantId").ifPresent(builder::tenantId);
    return builder;
  }

  /** Made when it is needed: an app without storage starts without it. */
  private HttpClient http() {
    HttpClient made = http;
    if (made == null) {
      SdkLogs.quieten();
      made = HttpClient.createDefault();
      http = made;
    }
    return made;
  }

  /** Short: who asks tries again by itself, or fails its run. */
  private static RequestRetryOptions retries() {
    return new RequestRetryOptions(RetryPolicyType.EXPONENTIAL, 3, 30, 200L, 1000L, null);
  }
}
