package dev.estiba.local.functionhost.keys;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets calls pass that bring the right key; without keys, it lets all pass. */
public final class Gate {

  private final @Nullable HostKeys keys;

  private Gate(@Nullable HostKeys keys) {
    this.keys = keys;
  }

  public static Gate lockedWith(HostKeys keys) {
    return new Gate(keys);
  }

  public static Gate open() {
    return new Gate(null);
  }

  /**
   * @param key what the call brings; empty text for none
   */
  public boolean admits(KeyLevel level, String key) {
    return keys == null || keys.opens(level, key);
  }

  /** The host's default key; empty text if none is needed. */
  public String hostKey() {
    return keys == null ? "" : keys.defaultKey();
  }

  /** The key for URLs of an extension; empty if none is needed. */
  public Optional<String> systemKey(String name) {
    return Optional.ofNullable(keys).map(known -> known.systemKey(name));
  }
}
