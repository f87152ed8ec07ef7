package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionMethod;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All timer functions of the app, on one alarm thread. */
final class TimerFunctions implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TimerFunctions.class);

  private static final String TIME_ZONE = "WEBSITE_TIME_ZONE";

  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final ScheduledThreadPoolExecutor clockwork =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "function-timers");
            thread.setDaemon(true);
            return thread;
          });
  private final List<TimerFunction> timers = new ArrayList<>();

  private TimerFunctions() {}

  /**
   * @param workers where the functions run
   * @throws FunctionAppException if a schedule is malformed
   */
  static TimerFunctions of(
      List<FunctionMethod> functions,
      AppSettings settings,
      FunctionInvoker invoker,
      FunctionHostOptions options,
      Executor workers) {
    TimerFunctions timers = new TimerFunctions();
    TimerStore store = new TimerStore(options.dataDirectory().resolve("timers"));
    TimerFunction.Engine engine = new TimerFunction.Engine(options.clock(), timers::ring, workers);
    for (FunctionMethod function : functions) {
      if (function.definition().trigger() instanceof Binding.Timer timer) {
        CronSchedule schedule = scheduleOf(function, timer, settings);
        timers.timers.add(new TimerFunction(function, schedule, invoker, store, engine));
      } else if (function.definition().retry() != null) {
        log.warn(
            "Function {}: its retry policy is ignored; only timer functions have one here",
            function.name());
      }
    }
    return timers;
  }

  private static CronSchedule scheduleOf(
      FunctionMethod function, Binding.Timer timer, AppSettings settings) {
    String text = settings.resolve(timer.schedule(), function.name());
    try {
      return CronSchedule.parse(text, zoneOf(function, settings));
    } catch (IllegalArgumentException e) {
      throw FunctionAppException.in(
          function.name(),
          "its schedule '"
              + text
              + "' is no NCRONTAB expression such as '0 */5 * * * *': "
              + e.getMessage());
    }
  }

  private static ZoneId zoneOf(FunctionMethod function, AppSettings settings) {
    String zone = settings.value(TIME_ZONE).filter(name -> !name.isBlank()).orElse("UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw FunctionAppException.in(
          function.name(),
          "the app setting "
              + TIME_ZONE
              + " is '"
              + zone
              + "', which is no time zone. Take a name such as Europe/Madrid, as on Linux.");
    }
  }

  private void ring(Duration delay, Runnable task) {
    try {
      var unused = clockwork.schedule(task, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: nothing is due any more.
    }
  }

  void start() {
    timers.forEach(TimerFunction::start);
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
    long end = System.nanoTime() + DRAIN.toNanos();
    timers.forEach(timer -> timer.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
  }
}
