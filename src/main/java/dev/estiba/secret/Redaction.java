package dev.estiba.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Secret;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Takes the secrets of a task out of what somebody else says about it: Azure quotes values that it
 * does not understand.
 */
public final class Redaction {

  private static final String MASK = "***";

  /** Shorter ones would mask half of every sentence, and are no secrets that protect anything. */
  private static final int SHORTEST = 4;

  private final Set<String> secrets = new LinkedHashSet<>();

  private Redaction() {}

  /**
   * For the secrets of one task.
   *
   * @param task with its secrets as literals
   */
  public static Redaction of(ContainerTask task) {
    Redaction redaction = new Redaction();
    task.mapSecrets(
        secret -> {
          if (secret instanceof Secret.Literal literal) {
            redaction.add(literal.text());
          }
          return secret;
        });
    return redaction;
  }

  /** The same text with a mask in place of each secret. */
  public String apply(String text) {
    String redacted = text;
    for (String secret : longestFirst()) {
      redacted = redacted.replace(secret, MASK);
    }
    return redacted;
  }

  private Iterable<String> longestFirst() {
    return secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private void add(String secret) {
    keep(secret);
    try {
      JsonNode tree = Json.parse(secret);
      if (tree.isContainerNode()) {
        addLeaves(tree);
      }
    } catch (JsonProcessingException e) {
      // Most are no JSON.
    }
  }

  /** Raw properties are one secret as a whole, and Azure quotes a part. */
  private void addLeaves(JsonNode tree) {
    if (tree.isTextual()) {
      keep(tree.textValue());
    }
    tree.forEach(this::addLeaves);
  }

  private void keep(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
      String quoted = Json.write(secret);
      secrets.add(quoted.substring(1, quoted.length() - 1));
    }
  }
}
