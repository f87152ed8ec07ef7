package dev.estiba.local.functionhost.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The keys of a function app: one master key, host keys that open every function, keys of single
 * functions, and system keys of extensions. Immutable.
 *
 * @param functionKeys host keys by their name
 * @param systemKeys by their name, {@code durabletask_extension} for instance
 * @param functions the keys of each function by the function's name, then by their own
 */
public record HostKeys(
    String masterKey,
    Map<String, String> functionKeys,
    Map<String, String> systemKeys,
    Map<String, Map<String, String>> functions) {

  /** The name of the key that is made for the host and for each function. */
  public static final String DEFAULT = "default";

  public HostKeys {
    functionKeys = Map.copyOf(functionKeys);
    systemKeys = Map.copyOf(systemKeys);
    Map<String, Map<String, String>> copies = new HashMap<>();
    functions.forEach((name, keys) -> copies.put(name, Map.copyOf(keys)));
    functions = Map.copyOf(copies);
  }

  /** The host key that opens every function that is not for admins only. */
  public String defaultKey() {
    return Objects.requireNonNull(functionKeys.get(DEFAULT));
  }

  public String systemKey(String name) {
    return Objects.requireNonNull(systemKeys.get(name));
  }

  /** Whether the key opens what needs that level. Takes the same time for any wrong key. */
  public boolean opens(KeyLevel level, String key) {
    if (level instanceof KeyLevel.Anonymous) {
      return true;
    }
    boolean opens = equal(masterKey, key);
    if (level instanceof KeyLevel.Function function) {
      opens |= isAmong(functionKeys.values(), key);
      opens |= isAmong(functions.getOrDefault(function.name(), Map.of()).values(), key);
    } else if (level instanceof KeyLevel.System system) {
      String own = systemKeys.get(system.keyName());
      opens |= isAmong(own == null ? List.of() : List.of(own), key);
    }
    return opens;
  }

  private static boolean isAmong(Collection<String> keys, String key) {
    boolean found = false;
    for (String candidate : keys) {
      found |= equal(candidate, key);
    }
    return found;
  }

  /** Of digests, so that not even the length shows in the time it takes. */
  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(digest(one), digest(other));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  @Override
  public String toString() {
    return "HostKeys of " + functions.size() + " functions";
  }
}
