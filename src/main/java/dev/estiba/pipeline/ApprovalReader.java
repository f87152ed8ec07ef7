package dev.estiba.pipeline;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;

/** Reads an approval. */
final class ApprovalReader {

  private static final long SECONDS_OF_HOUR = 3600;

  private static final TextRule MESSAGE =
      TextRule.of("(?s).{1,2000}", "must have 1 to 2000 characters");

  private static final TextRule ON_TIMEOUT =
      TextRule.of("reject", "must be reject: nobody's silence approves anything");

  private ApprovalReader() {}

  static Work.Approval read(Fields approval) {
    long most = Pipeline.MAX_TIMEOUT_SECONDS;
    Long hours = approval.wholeNumber("timeoutHours", 1, most / SECONDS_OF_HOUR, "hours");
    Long seconds = approval.wholeNumber("timeoutSeconds", 1, most, "seconds");
    long sum = (hours == null ? 0 : hours * SECONDS_OF_HOUR) + (seconds == null ? 0 : seconds);
    String message = approval.text("message", MESSAGE);
    approval.text("onTimeout", ON_TIMEOUT);
    approval.refuseUnknown();
    if (sum > most) {
      approval.problem(
          "timeoutSeconds", "with timeoutHours must be at most " + most + " seconds (30 days)");
    }
    return new Work.Approval(sum > 0 ? sum : Work.Approval.DEFAULT_TIMEOUT_SECONDS, message);
  }
}
