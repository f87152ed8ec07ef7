package dev.estiba.secret;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.AzureException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Context;
import com.azure.core.util.HttpClientOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets from Azure Key Vault with the identity of {@code DefaultAzureCredential}, a managed
 * identity in Azure. Nothing is made before the first read, and no value is kept. Thread-safe.
 */
public final class KeyVaultSecrets {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

  /** The orchestration asks again, durably and without holding a thread. */
  private static final RetryOptions NO_RETRY =
      new RetryOptions(new FixedDelayOptions(0, Duration.ZERO));

  /** What all reads share. */
  private record Connection(HttpClient http, TokenCredential credential) {}

  private final Supplier<HttpClient> http;
  private final Supplier<TokenCredential> credential;
  private final InstantSource clock;
  private @Nullable Connection connection;

  public KeyVaultSecrets() {
    this(
        KeyVaultSecrets::httpClient,
        () -> new DefaultAzureCredentialBuilder().build(),
        InstantSource.system());
  }

  KeyVaultSecrets(
      Supplier<HttpClient> http, Supplier<TokenCredential> credential, InstantSource clock) {
    this.http = http;
    this.credential = credential;
    this.clock = clock;
  }

  Resolved read(SecretUrl url) {
    try {
      KeyVaultSecret secret =
          client(url.vault())
              .getSecretWithResponse(url.name(), url.version(), Context.NONE)
              .getValue();
      return inForce(secret.getProperties())
          ? new Resolved.Ok(secret.getValue())
          : outOfForce(url, secret.getProperties());
    } catch (AzureException e) {
      return KeyVaultFailures.of(url, e);
    } catch (RuntimeException e) {
      // The HTTP client's exceptions come wrapped, and the SDK has no type for what it cannot read.
      return KeyVaultFailures.withoutAnswer(url, e);
    }
  }

  /** Made for each read: the token and the connections are what costs, and those are shared. */
  private SecretClient client(String vault) {
    Connection shared = connection();
    return new SecretClientBuilder()
        .vaultUrl(vault)
        .httpClient(shared.http())
        .credential(shared.credential())
        .retryOptions(NO_RETRY)
        .buildClient();
  }

  private synchronized Connection connection() {
    if (connection == null) {
      connection = new Connection(http.get(), credential.get());
    }
    return connection;
  }

  /** Key Vault gives a secret outside of its dates too, and leaves the judgement to the reader. */
  private boolean inForce(SecretProperties properties) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    OffsetDateTime from = properties.getNotBefore();
    OffsetDateTime until = properties.getExpiresOn();
    return (from == null || !now.isBefore(from)) && (until == null || now.isBefore(until));
  }

  private static Resolved outOfForce(SecretUrl url, SecretProperties properties) {
    return Resolved.failed(
        "SecretNotInForce",
        url
            + " is in force from "
            + (properties.getNotBefore() == null ? "ever" : properties.getNotBefore())
            + " until "
            + (properties.getExpiresOn() == null ? "ever" : properties.getExpiresOn())
            + ".",
        "Make a new version of the secret in the key vault, or change its dates.");
  }

  private static HttpClient httpClient() {
    return HttpClient.createDefault(
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_TIMEOUT)
            .setResponseTimeout(RESPONSE_TIMEOUT)
            .setReadTimeout(RESPONSE_TIMEOUT));
  }
}
