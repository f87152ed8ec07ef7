package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Problem;
import dev.estiba.task.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that starts an orchestration, once it is known to keep all rules. */
interface Submission {

  /** What became of it once its secrets were to be sealed. */
  sealed interface Sealed {

    /** It can be started. */
    record Ready(Input input) implements Sealed {}

    /** There is no key to seal with. */
    record Refused(List<Problem> problems) implements Sealed {}

    /** The key that seals cannot be read now. */
    record Unavailable(Reason reason) implements Sealed {}
  }

  /** Makes what the orchestration is started with. */
  @FunctionalInterface
  interface Input {

    /**
     * @param fingerprint of the request, for its record component of that name; null for none
     */
    Object with(@Nullable String fingerprint);
  }

  /** The name of the orchestration. */
  String orchestrator();

  /** The document that it was read from. */
  JsonNode document();

  /** What it needs and costs, said before it runs; empty where nobody can say. */
  Optional<Object> estimate();

  /** Whether a secret stands in it in plain text. */
  boolean hasLiteralSecrets();

  /**
   * Seals what is secret.
   *
   * @param owner whom it is to open for: the instance that is started
   */
  Sealed seal(String owner);
}
