package dev.estiba.functions;

import dev.estiba.document.Problem;
import java.time.Instant;
import java.util.List;

/**
 * A request that came where nobody waits for an answer, and was not started. Kept, so that people
 * see it and nothing is lost.
 *
 * @param id of the message or event that it came with
 * @param source where it came from, {@code queue} for instance
 * @param reason why it was not started, for people
 * @param errors what is wrong in its text, if anything is
 * @param request its text, as it came
 * @param at when it was first rejected
 */
record RejectedRequest(
    String id, String source, String reason, List<Problem> errors, String request, Instant at) {

  RejectedRequest {
    errors = List.copyOf(errors);
  }
}
