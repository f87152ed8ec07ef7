package dev.estiba.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Problem;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Seals literal secrets, so that what is stored and sent on is of no use to whoever reads it, and
 * opens them again. Thread-safe.
 *
 * <p>What is sealed is bound to the installation and to an owner: the id of the instance that was
 * submitted with it. It opens for nobody else, so that a sealed text that somebody came to see is
 * of no use in a task of their own.
 */
public final class SecretSealer {

  private final String app;
  private final SealingKeys keys;

  /**
   * @param app name of the installation
   * @param keyVault where the settings say that a key is there
   */
  public SecretSealer(String app, SealingSettings settings, KeyVaultSecrets keyVault) {
    this.app = app;
    this.keys = new SealingKeys(settings, keyVault);
  }

  /** Whether anything is to be sealed. */
  public static boolean hasLiterals(ContainerTask task) {
    return !Literals.paths(task).isEmpty();
  }

  /**
   * Seals each literal secret of a task. One that has none needs no key.
   *
   * @param owner who it is to open for: the id of the instance that is submitted
   */
  public Sealing seal(ContainerTask task, String owner) {
    List<String> literals = Literals.paths(task);
    if (literals.isEmpty()) {
      return new Sealing.Done(task);
    }
    SealingKeys.Loaded loaded = keys.load();
    if (loaded instanceof SealingKeys.Loaded.Failed failed) {
      return new Sealing.Failed(failed.why());
    }
    SealingKey key = ((SealingKeys.Loaded.Ok) loaded).keys().current();
    return key == null
        ? new Sealing.Refused(literals.stream().map(SecretSealer::noKey).toList())
        : new Sealing.Done(task.mapSecrets(secret -> sealed(secret, key, owner)));
  }

  /**
   * Seals secrets of a document that holds tasks, as {@link #seal} does those of one task.
   *
   * @param places JSON Pointers of the secrets
   */
  public DocumentSealing seal(JsonNode document, List<String> places, String owner) {
    if (places.isEmpty()) {
      return new DocumentSealing.Done(document);
    }
    SealingKeys.Loaded loaded = keys.load();
    if (loaded instanceof SealingKeys.Loaded.Failed failed) {
      return new DocumentSealing.Failed(failed.why());
    }
    SealingKey key = ((SealingKeys.Loaded.Ok) loaded).keys().current();
    return key == null
        ? new DocumentSealing.Refused(places.stream().map(SecretSealer::noKey).toList())
        : new DocumentSealing.Done(
            SecretPlaces.replace(
                document, places, text -> Seal.seal(key, new Seal.Binding(app, owner), text)));
  }

  private Secret sealed(Secret secret, SealingKey key, String owner) {
    return secret instanceof Secret.Literal literal
        ? Seal.seal(key, new Seal.Binding(app, owner), literal.text())
        : secret;
  }

  private static Problem noKey(String path) {
    return new Problem(
        path,
        "is a secret in plain text, and this installation has no key to seal it with: set the app"
            + " setting "
            + SealingSettings.CURRENT
            + " to what openssl rand -base64 32 writes, or refer to a secret, which needs no key:"
            + " {\"keyVault\": \""
            + SecretUrl.SHAPE
            + "\"} or {\"appSetting\": \""
            + SecretResolver.PREFIX
            + "NAME\"}");
  }

  /**
   * Opens a sealed secret.
   *
   * @param owner as it was when the secret was sealed
   */
  Resolved open(Secret.Sealed secret, String owner) {
    Optional<Seal> parsed = Seal.parse(secret.sealed());
    if (parsed.isEmpty()) {
      return Resolved.failed(
          "SecretNotReadable",
          "A sealed secret is not in a format that this version of Estiba knows.",
          "Submit the task again with the secret itself.");
    }
    Seal seal = parsed.get();
    SealingKeys.Loaded loaded = keys.loadWith(seal.keyId());
    if (loaded instanceof SealingKeys.Loaded.Failed failed) {
      return failed.why();
    }
    return ((SealingKeys.Loaded.Ok) loaded)
        .keys()
        .find(seal.keyId())
        .map(key -> opened(seal, key, owner))
        .orElseGet(() -> otherKey(seal.keyId()));
  }

  private Resolved opened(Seal seal, SealingKey key, String owner) {
    return seal.open(key, new Seal.Binding(app, owner))
        .<Resolved>map(Resolved.Ok::new)
        .orElseGet(
            () ->
                Resolved.failed(
                    "SecretNotReadable",
                    "A sealed secret was sealed for another task or installation than "
                        + app
                        + ", or was changed.",
                    "Submit the task again with the secret itself."));
  }

  private static Resolved otherKey(String keyId) {
    return Resolved.failed(
        "SealingKeyMissing",
        "A secret was sealed with another key, " + keyId + ", than this installation has.",
        "Set "
            + SealingSettings.CURRENT
            + " or "
            + SealingSettings.PREVIOUS
            + " to the key that it was sealed with, or submit the task again with the secret"
            + " itself.");
  }

  /**
   * A text by which {@link #differs} compares another request with this one, and from which no
   * secret can be found out.
   *
   * @param document as it was submitted
   * @param literals whether a secret is in it in plain text; then it needs a key
   */
  public Resolved fingerprint(JsonNode document, boolean literals) {
    if (!literals) {
      return new Resolved.Ok(Fingerprint.plain(document));
    }
    SealingKeys.Loaded loaded = keys.load();
    if (loaded instanceof SealingKeys.Loaded.Failed failed) {
      return failed.why();
    }
    SealingKey key = ((SealingKeys.Loaded.Ok) loaded).keys().current();
    return key == null
        ? Resolved.failed(
            "SealingKeyMissing",
            "The request has a secret in plain text, and this installation has no key.",
            "Set the app setting " + SealingSettings.CURRENT + ".")
        : new Resolved.Ok(Fingerprint.keyed(key, document));
  }

  /**
   * Whether a request surely is another than the one with the fingerprint. One whose key is gone,
   * or cannot be read now, says nothing.
   */
  public boolean differs(String fingerprint, JsonNode document) {
    if (Fingerprint.isPlain(fingerprint)) {
      return !Fingerprint.equal(fingerprint, Fingerprint.plain(document));
    }
    return keys.loadWith(Fingerprint.keyId(fingerprint)) instanceof SealingKeys.Loaded.Ok ok
        && ok.keys()
            .find(Fingerprint.keyId(fingerprint))
            .filter(key -> !Fingerprint.equal(fingerprint, Fingerprint.keyed(key, document)))
            .isPresent();
  }
}
