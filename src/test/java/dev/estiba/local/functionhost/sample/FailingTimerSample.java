package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Timer functions that fail, and are to be called again then. */
public class FailingTimerSample {

  /** What each call was told of those before. */
  public static final List<String> CALLS = new CopyOnWriteArrayList<>();

  public static volatile boolean failing = true;

  public static void reset() {
    CALLS.clear();
    failing = true;
  }

  @FunctionName("Backoff")
  @ExponentialBackoffRetry(
      maxRetryCount = 2,
      minimumInterval = "00:00:20",
      maximumInterval = "00:00:30")
  public void backoff(
      @TimerTrigger(name = "timerInfo", schedule = "%TICK%") String timerInfo,
      ExecutionContext context) {
    RetryContext retry = context.getRetryContext();
    String count = retry.getRetrycount() + " of " + retry.getMaxretrycount();
    CALLS.add(
        retry.getException() == null
            ? count
            : count + " after " + retry.getException().getSource().replaceFirst(".*[.]", ""));
    if (failing) {
      throw new IllegalStateException("the clock has stopped");
    }
  }

  @FunctionName("Fixed")
  @FixedDelayRetry(maxRetryCount = -1, delayInterval = "00:00:00.05")
  public void fixed(
      @TimerTrigger(name = "timerInfo", schedule = "%TICK%") String timerInfo,
      ExecutionContext context) {
    backoff(timerInfo, context);
  }
}
