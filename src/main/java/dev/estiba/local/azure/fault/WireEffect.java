package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens to the connection, or to the bytes on it. */
// Components are null where they are not given.
@SuppressWarnings({"RedundantNullCheck", "ConstantValue"})
public sealed interface WireEffect extends Effect {

  When when();

  /**
   * The connection is closed without an answer.
   *
   * @param when before, if not given
   */
  record Close(When when) implements WireEffect {

    public Close {
      when = Objects.requireNonNullElse(when, When.BEFORE);
    }
  }

  /**
   * The connection stays open without an answer.
   *
   * @param time until it is closed; null for as long as the client waits
   * @param when before, if not given
   */
  record Hang(@JsonProperty("for") @Nullable Duration time, When when) implements WireEffect {

    public Hang {
      when = Objects.requireNonNullElse(when, When.BEFORE);
    }
  }

  /**
   * The answer comes late.
   *
   * @param when before, so that the request's effect is late too; after, if not given
   */
  record Delay(Duration by, When when) implements WireEffect {

    /**
     * @throws InvalidBehaviorException without a duration
     */
    public Delay {
      Checks.present("by", by, Durations.EXPECTED);
      when = Objects.requireNonNullElse(when, When.AFTER);
    }
  }

  /** The request has its effect, but the connection is closed without an answer. */
  record LostResponse() implements WireEffect {

    @Override
    public When when() {
      return When.AFTER;
    }
  }

  /** The headers and half of the body are sent, then the connection is closed. */
  record HalfResponse() implements WireEffect {

    @Override
    public When when() {
      return When.AFTER;
    }
  }

  /**
   * The body is not JSON.
   *
   * @param content what it is instead; if not given, half of what it should be
   */
  record InvalidJson(@Nullable String content) implements WireEffect {

    @Override
    public When when() {
      return When.AFTER;
    }
  }
}
