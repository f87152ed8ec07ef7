package dev.estiba.aci;

import dev.estiba.task.Secret;
import org.jspecify.annotations.Nullable;

/** The texts of secrets, which have been resolved before a group is asked for. */
final class Literals {

  private Literals() {}

  /**
   * The secret's text.
   *
   * @param field names the secret in the message of the exception
   * @throws IllegalArgumentException for what is not resolved
   */
  static String text(Secret secret, String field) {
    if (secret instanceof Secret.Literal literal) {
      return literal.text();
    }
    throw new IllegalArgumentException(
        "The secret "
            + field
            + " is a "
            + secret.getClass().getSimpleName()
            + " and was not resolved.");
  }

  static @Nullable String textOrNull(@Nullable Secret secret, String field) {
    return secret == null ? null : text(secret, field);
  }
}
