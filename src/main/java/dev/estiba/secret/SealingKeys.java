package dev.estiba.secret;

import dev.estiba.secret.SealingSettings.KeyOrigin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an installation's keys when they are first needed, and keeps them. What could not be read
 * is tried again at the next need. Thread-safe.
 */
final class SealingKeys {

  /** The keys, or why they cannot be read. */
  sealed interface Loaded {

    record Ok(KeyRing keys) implements Loaded {}

    record Failed(Resolved.Failed why) implements Loaded {}
  }

  private final SealingSettings settings;
  private final KeyVaultSecrets keyVault;
  private @Nullable KeyRing keys;

  SealingKeys(SealingSettings settings, KeyVaultSecrets keyVault) {
    this.settings = settings;
    this.keyVault = keyVault;
  }

  synchronized Loaded load() {
    return keys == null ? read(KeyRing.EMPTY) : new Loaded.Ok(keys);
  }

  /**
   * As {@link #load}, but Key Vault is asked again if the key is not there: it may have been
   * changed since, and another worker may seal with the new one already.
   */
  synchronized Loaded loadWith(String keyId) {
    Loaded loaded = load();
    return loaded instanceof Loaded.Ok ok && ok.keys().find(keyId).isEmpty() && mayChange()
        ? read(ok.keys())
        : loaded;
  }

  private boolean mayChange() {
    return settings.all().stream().anyMatch(KeyOrigin.InKeyVault.class::isInstance);
  }

  private Loaded read(KeyRing before) {
    KeyRing read = before;
    for (KeyOrigin origin : settings.all()) {
      Key key = key(origin);
      if (key instanceof Key.Failed failed) {
        return new Loaded.Failed(failed.why());
      }
      SealingKey found = ((Key.Ok) key).key();
      read = origin.equals(settings.current()) ? read.withCurrent(found) : read.with(found);
    }
    keys = read;
    return new Loaded.Ok(read);
  }

  private sealed interface Key {

    record Ok(SealingKey key) implements Key {}

    record Failed(Resolved.Failed why) implements Key {}
  }

  private Key key(KeyOrigin origin) {
    if (origin instanceof KeyOrigin.Given given) {
      return new Key.Ok(given.key());
    }
    KeyOrigin.InKeyVault place = (KeyOrigin.InKeyVault) origin;
    Resolved resolved = keyVault.read(place.url());
    if (resolved instanceof Resolved.Failed failed) {
      return new Key.Failed(failed);
    }
    Optional<SealingKey> key = SealingKey.parse(((Resolved.Ok) resolved).text());
    return key.<Key>map(Key.Ok::new).orElseGet(() -> new Key.Failed(noKey(place)));
  }

  private static Resolved.Failed noKey(KeyOrigin.InKeyVault place) {
    return Resolved.failed(
        "SealingKeyInvalid",
        "The secret " + place.url() + ", which " + place.setting() + " names, holds no key.",
        "Set it to "
            + SealingKey.BYTES
            + " random bytes in base64: openssl rand -base64 "
            + SealingKey.BYTES
            + ".");
  }
}
