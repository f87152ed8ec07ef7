package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Unknown;
import dev.estiba.document.WrongPlaceholderException;

/** What is known when an expression is evaluated; what is not is {@link Unknown#VALUE}. */
interface Facts {

  /** Whether all that is needed succeeded, or something of it failed: true or false. */
  JsonNode status(Expression.Function function);

  JsonNode env(String name);

  JsonNode state(String step) throws WrongPlaceholderException;

  /**
   * The value of an output, or of a part of it.
   *
   * @throws WrongPlaceholderException if there is none, and that is wrong
   */
  JsonNode output(Expression.Output output) throws WrongPlaceholderException;
}
