package dev.estiba.local.functionhost;

import java.util.List;
import java.util.Optional;

/**
 * A function of a started host, as a command line would list it.
 *
 * @param kind the trigger's type, {@code httpTrigger} for instance
 * @param methods of an HTTP function; empty if it accepts every method
 * @param url of an HTTP function, its route parameters still in braces
 * @param disabled whether it does not run
 */
public record RegisteredFunction(
    String name, String kind, List<String> methods, Optional<String> url, boolean disabled) {

  /** As {@code func start} writes it. */
  public String line() {
    String how = url.map(found -> "[" + String.join(",", methods) + "] " + found).orElse(kind);
    return name + ": " + (disabled ? "disabled" : how);
  }
}
