package dev.estiba.event;

import dev.estiba.document.Problem;
import java.util.List;

/** What a request with events was read as. */
public sealed interface ParsedEvents {

  record Valid(List<Event> events) implements ParsedEvents {

    public Valid {
      events = List.copyOf(events);
    }
  }

  /**
   * @param problems of all events, each with its place; never empty
   */
  record Invalid(List<Problem> problems) implements ParsedEvents {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Its content type says that it holds no events.
   *
   * @param why a sentence that says what may be sent
   */
  record Unsupported(String why) implements ParsedEvents {}
}
