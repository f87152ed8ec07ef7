package dev.estiba.secret;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an installation, read. Immutable.
 *
 * @param current what seals; null for none
 * @param byId everything that opens
 */
record KeyRing(@Nullable SealingKey current, Map<String, SealingKey> byId) {

  static final KeyRing EMPTY = new KeyRing(null, Map.of());

  KeyRing {
    byId = Map.copyOf(byId);
  }

  Optional<SealingKey> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  KeyRing with(SealingKey key) {
    Map<String, SealingKey> keys = new LinkedHashMap<>(byId);
    keys.put(key.id(), key);
    return new KeyRing(current, keys);
  }

  /** With what seals from now on. */
  KeyRing withCurrent(SealingKey key) {
    return new KeyRing(key, with(key).byId());
  }
}
