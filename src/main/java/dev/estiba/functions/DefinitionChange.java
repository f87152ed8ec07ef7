package dev.estiba.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.Problem;
import dev.estiba.secret.DocumentSealing;
import dev.estiba.secret.SecretSealer;
import dev.estiba.store.TaggedDocuments.Outcome;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.util.List;

/** What became of a definition that was put: of a schedule or a trigger. */
sealed interface DefinitionChange<S> {

  /** It is valid. */
  record Asked<S>(Outcome<S> outcome) implements DefinitionChange<S> {}

  record Invalid<S>(List<Problem> problems) implements DefinitionChange<S> {}

  /** The key that seals secrets cannot be read now. */
  record Unavailable<S>(Reason reason) implements DefinitionChange<S> {}

  /** Puts a definition whose secrets are sealed. */
  @FunctionalInterface
  interface Write<S> {
    Outcome<S> put(JsonNode sealed) throws IOException;
  }

  /**
   * Seals what is secret in a valid definition, and puts it.
   *
   * @param secrets JSON Pointers of the secrets
   * @param owner for whom they are sealed
   */
  static <S> DefinitionChange<S> sealed(
      SecretSealer sealer,
      Document.Tree document,
      List<String> secrets,
      String owner,
      Write<S> write)
      throws IOException {
    DocumentSealing sealing = sealer.seal(document.tree(), secrets, owner);
    if (sealing instanceof DocumentSealing.Refused refused) {
      return new Invalid<>(document.withPlaces(refused.problems()));
    }
    return sealing instanceof DocumentSealing.Failed failed
        ? new Unavailable<>(failed.why().reason())
        : new Asked<>(write.put(((DocumentSealing.Done) sealing).document()));
  }
}
