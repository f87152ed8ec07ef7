package dev.estiba.local.azure.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another answer than the request's own. */
public sealed interface AnswerEffect extends Effect {

  /** Before, where nothing else is said: the request has no effect of its own. */
  default When when() {
    return When.BEFORE;
  }

  Reply reply(Subject subject, Instant now);

  /**
   * 429.
   *
   * @param retryAfter null for an answer without that header
   * @param asDate the header is a date rather than seconds
   */
  record Throttle(@Nullable Duration retryAfter, boolean asDate) implements AnswerEffect {

    @Override
    public Reply reply(Subject subject, Instant now) {
      String when =
          retryAfter == null ? "later" : "after '" + Reply.seconds(retryAfter) + "' seconds";
      Reply reply =
          Reply.error(
              429,
              "TooManyRequests",
              subject.fill(
                  "Number of requests for subscription '{subscription}' and operation '{operation}'"
                      + " exceeded the limit. Please try again "
                      + when
                      + "."));
      return retryAfter == null ? reply : withRetryAfter(reply, retryAfter, now);
    }

    private Reply withRetryAfter(Reply reply, Duration wait, Instant now) {
      if (!asDate) {
        return reply.retryAfter(wait);
      }
      Instant then = now.plusSeconds(Reply.seconds(wait));
      return reply.with(
          "Retry-After",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC)));
    }
  }

  /** 409, as while another operation on the group goes on. */
  record Transitioning() implements AnswerEffect {

    @Override
    public Reply reply(Subject subject, Instant now) {
      return Reply.error(
          409,
          "ContainerGroupTransitioning",
          subject.fill(
              "The container group '{group}' is still transitioning, please retry later."));
    }
  }

  /**
   * Any error. Of those that ARM and ACI are known for, the status or the code will do.
   *
   * @param message may hold {@code {group}}, {@code {location}} and the like
   * @param retryAfter null for an answer without that header
   * @param when before, if not given
   */
  record Error(
      @Nullable Integer status,
      @Nullable String code,
      @Nullable String message,
      @Nullable Duration retryAfter,
      When when)
      implements AnswerEffect {

    /**
     * @throws InvalidBehaviorException if neither ARM nor ACI has such an error and not both status
     *     and code are given, or the status is none of an error
     */
    // Null where it is not given.
    @SuppressWarnings({"RedundantNullCheck", "ConstantValue"})
    public Error {
      Checks.status("status", status);
      when = Objects.requireNonNullElse(when, When.BEFORE);
      if ((status == null || code == null) && KnownError.find(status, code).isEmpty()) {
        throw new InvalidBehaviorException(
            "", "expected both 'status' and 'code', since this is no known error");
      }
      if (status == null && code == null) {
        throw new InvalidBehaviorException("", "expected 'status' or 'code', but there is none");
      }
    }

    public static Error of(int status, String code, When when) {
      return new Error(status, code, null, null, when);
    }

    @Override
    public Reply reply(Subject subject, Instant now) {
      Optional<KnownError> known = KnownError.find(status, code);
      String text = known.map(KnownError::text).orElse("An error that was asked for.");
      Reply reply =
          Reply.error(
              status == null ? known.orElseThrow().status() : status,
              code == null ? known.orElseThrow().code() : code,
              subject.fill(message == null ? text : message));
      return retryAfter == null ? reply : reply.retryAfter(retryAfter);
    }
  }

  /** 404, while the container group is there. */
  record NotFound() implements AnswerEffect {

    @Override
    public Reply reply(Subject subject, Instant now) {
      return Reply.error(
          404,
          "ResourceNotFound",
          subject.fill(
              "The Resource 'Microsoft.ContainerInstance/containerGroups/{group}' under resource"
                  + " group '{resourceGroup}' was not found."));
    }
  }

  /** 202, and the container group stays. */
  record DeleteIgnored() implements AnswerEffect {

    @Override
    public Reply reply(Subject subject, Instant now) {
      return Reply.empty(202);
    }
  }
}
