package dev.estiba.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Problem;
import java.util.List;

/** What became of a document whose secrets were to be sealed. */
public sealed interface DocumentSealing {

  /** The document without any literal secret. */
  record Done(JsonNode document) implements DocumentSealing {}

  /**
   * There is no key to seal with.
   *
   * @param problems one for each literal, with its place in the document; never empty
   */
  record Refused(List<Problem> problems) implements DocumentSealing {

    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** The key cannot be read now. */
  record Failed(Resolved.Failed why) implements DocumentSealing {}
}
