package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.web.BadRequestException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs functions because somebody asks for it, whatever their trigger says. Thread-safe. */
final class FunctionRuns {

  private static final Logger log = LoggerFactory.getLogger(FunctionRuns.class);
  private static final int MAX_RUNS = 8;

  private final FunctionInvoker invoker;
  private final Executor workers;
  private final Semaphore places = new Semaphore(MAX_RUNS);

  /**
   * @param workers where the functions run
   */
  FunctionRuns(FunctionInvoker invoker, Executor workers) {
    this.invoker = invoker;
    this.workers = workers;
  }

  /**
   * Begins a run and returns; its failure is only logged, as in Azure.
   *
   * @return false if too many such runs are under way, or the host is closing
   * @throws BadRequestException if functions with such a trigger are not started like this
   */
  boolean begin(FunctionMethod function) {
    TriggerInput input = input(function);
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      workers.execute(() -> run(function, input));
      return true;
    } catch (RejectedExecutionException e) {
      places.release();
      return false;
    }
  }

  private static TriggerInput input(FunctionMethod function) {
    Binding trigger = function.definition().trigger();
    if (trigger instanceof Binding.Timer) {
      return new TriggerInput.Timer(TimerStatus.timerInfo(true, null, false), RetryAttempt.NONE);
    }
    String remedy =
        trigger instanceof Binding.Http
            ? "call its invoke_url_template"
            : trigger instanceof Binding.Orchestration
                ? "POST to /runtime/webhooks/durabletask/orchestrators/" + function.name()
                : "let its trigger start it";
    throw new BadRequestException(
        "Function '"
            + function.name()
            + "' has the trigger "
            + trigger.type()
            + ", and only timer functions run on demand here: "
            + remedy
            + ".",
        null);
  }

  private void run(FunctionMethod function, TriggerInput input) {
    try {
      invoker.invoke(function, input);
    } catch (Throwable e) { // thread boundary
      log.error("Function {}, run on demand, failed", function.name(), e);
    } finally {
      places.release();
    }
  }
}
