package dev.estiba.secret;

import dev.estiba.task.ContainerTask;
import dev.estiba.task.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads secrets: opens what is sealed, and follows references. What it returns stays in memory.
 * Thread-safe.
 */
public final class SecretResolver {

  /** A task can read no other app setting: they hold the installation's own secrets. */
  public static final String PREFIX = "ESTIBA_SECRET_";

  /** An app setting that is itself a reference which Azure could not follow keeps this text. */
  private static final String UNFOLLOWED = "@Microsoft.KeyVault(";

  private final SecretSealer sealer;
  private final KeyVaultSecrets keyVault;
  private final Map<String, String> appSettings;

  public SecretResolver(
      SecretSealer sealer, KeyVaultSecrets keyVault, Map<String, String> appSettings) {
    this.sealer = sealer;
    this.keyVault = keyVault;
    this.appSettings = Map.copyOf(appSettings);
  }

  /**
   * Reads every secret of a task, the same one once. After the first failure no other is read.
   *
   * @param owner as it was when the task was sealed
   */
  public ResolvedTask resolve(ContainerTask task, String owner) {
    Map<Secret, Resolved> read = new HashMap<>();
    ContainerTask resolved =
        task.mapSecrets(
            secret ->
                firstFailure(read).isEmpty()
                        && read.computeIfAbsent(secret, s -> resolve(s, owner))
                            instanceof Resolved.Ok ok
                    ? new Secret.Literal(ok.text())
                    : secret);
    return firstFailure(read)
        .<ResolvedTask>map(ResolvedTask.Failed::new)
        .orElseGet(() -> new ResolvedTask.Ready(resolved));
  }

  private static Optional<Resolved.Failed> firstFailure(Map<Secret, Resolved> read) {
    return read.values().stream()
        .filter(Resolved.Failed.class::isInstance)
        .map(Resolved.Failed.class::cast)
        .findFirst();
  }

  /**
   * Reads one secret.
   *
   * @param owner as it was when the secret was sealed
   */
  public Resolved resolve(Secret secret, String owner) {
    if (secret instanceof Secret.Literal literal) {
      return new Resolved.Ok(literal.text());
    }
    if (secret instanceof Secret.Sealed sealed) {
      return sealer.open(sealed, owner);
    }
    if (secret instanceof Secret.KeyVault reference) {
      return fromKeyVault(reference.url());
    }
    if (secret instanceof Secret.AppSetting reference) {
      return fromAppSetting(reference.name());
    }
    return Resolved.failed(
        "SecretNotReadable",
        "A secret is hidden: the task was taken from where it is shown, without its secrets.",
        "Submit the task again with the secret itself.");
  }

  private Resolved fromKeyVault(String url) {
    return SecretUrl.parse(url)
        .map(keyVault::read)
        .orElseGet(
            () ->
                Resolved.failed(
                    "SecretReferenceInvalid",
                    "A keyVault reference is not the URL of a secret in Azure Key Vault.",
                    "Write " + SecretUrl.SHAPE + ", with /VERSION behind it if you like."));
  }

  private Resolved fromAppSetting(String name) {
    if (!name.startsWith(PREFIX)) {
      return Resolved.failed(
          "SecretReferenceInvalid",
          "A task may not read the app setting " + name + ".",
          "Use one whose name begins with " + PREFIX + ".");
    }
    String value = appSettings.getOrDefault(name, "");
    if (value.isBlank()) {
      return Resolved.failed(
          "SecretNotFound",
          "There is no app setting " + name + ", or it is empty.",
          "Set it in the function app's environment variables.");
    }
    return value.startsWith(UNFOLLOWED)
        ? Resolved.failed(
            "SecretNotFound",
            "Azure could not follow the Key Vault reference in the app setting " + name + ".",
            "See its state in the portal, beside the app setting.")
        : new Resolved.Ok(value);
  }
}
