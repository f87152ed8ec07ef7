package dev.estiba.local.functionhost.keys;

/** What a call needs, as the Functions host names it. */
public sealed interface KeyLevel {

  /** No key. */
  record Anonymous() implements KeyLevel {}

  /** The function's own key, a host key, or the master key. */
  record Function(String name) implements KeyLevel {}

  /** The key of an extension, {@code durabletask_extension} for instance, or the master key. */
  record System(String keyName) implements KeyLevel {}

  /** The master key. */
  record Admin() implements KeyLevel {}
}
