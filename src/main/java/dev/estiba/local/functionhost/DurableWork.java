package dev.estiba.local.functionhost;

import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.ResultTypes;
import dev.estiba.local.taskhub.WorkExecutor;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the app's orchestrators and activities for the task hub. Thread-safe. */
final class DurableWork implements WorkExecutor {

  private static final Logger log = LoggerFactory.getLogger(DurableWork.class);

  private final Map<String, FunctionMethod> orchestrators =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, FunctionMethod> activities =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final FunctionInvoker invoker;

  DurableWork(List<FunctionMethod> functions, FunctionInvoker invoker) {
    this.invoker = invoker;
    for (FunctionMethod function : functions) {
      Binding trigger = function.definition().trigger();
      if (trigger instanceof Binding.Orchestration binding) {
        register(orchestrators, binding.orchestration(), function);
      } else if (trigger instanceof Binding.Activity binding) {
        register(activities, binding.activity(), function);
      }
    }
  }

  private static void register(
      Map<String, FunctionMethod> registry, String declaredName, FunctionMethod function) {
    String name = declaredName.isEmpty() ? function.name() : declaredName;
    FunctionMethod other = registry.putIfAbsent(name, function);
    if (other != null) {
      throw FunctionAppException.in(
          function.name(),
          "function '" + other.name() + "' is registered as '" + name + "' already.");
    }
  }

  @Override
  public boolean hasOrchestrator(String name) {
    return orchestrators.containsKey(name);
  }

  @Override
  public boolean hasActivity(String name) {
    return activities.containsKey(name);
  }

  @Override
  public byte[] runOrchestrator(String name, byte[] request) throws Exception {
    InvocationContext context =
        new InvocationContext(named(orchestrators, name, "orchestrator"), input(request));
    byte[] answer = run(name, context);
    Throwable thrown = context.failure();
    if (thrown == null) {
      return answer;
    }
    if (thrown instanceof VirtualMachineError exhausted) {
      throw exhausted; // The machine's fault, not the orchestrator's: the turn is run again.
    }
    OrchestratorResponse response = OrchestratorResponse.parseFrom(answer);
    if (!OrchestratorFailures.isFailed(response)) {
      return answer;
    }
    log.warn("Orchestrator {} of {} failed", name, response.getInstanceId(), thrown);
    return OrchestratorFailures.revealed(response, thrown).toByteArray();
  }

  private static TriggerInput input(byte[] request) {
    return new TriggerInput.Orchestration(Base64.getEncoder().encodeToString(request));
  }

  private byte[] run(String name, InvocationContext context) throws Exception {
    invoker.run(context);
    if (!(context.getReturnValue() instanceof String answer)) {
      throw new IllegalStateException(
          "No durable middleware ran orchestrator '"
              + name
              + "'. Put durabletask-azure-functions on the class path.");
    }
    return Base64.getDecoder().decode(answer);
  }

  /** The middleware completes with whatever the function has returned. */
  @Override
  public boolean completesExplicitly(String orchestrator) {
    return true;
  }

  @Override
  public Optional<TaskFailureDetails> misfit(String name, byte[] request, List<HistoryEvent> recent)
      throws Exception {
    ResultTypes types = new ResultTypes();
    InvocationContext watched =
        new InvocationContext(named(orchestrators, name, "orchestrator"), input(request)) {
          @Override
          public void updateParameterValue(String parameter, Object value) {
            super.updateParameterValue(
                parameter,
                value instanceof TaskOrchestrationContext context ? types.watch(context) : value);
          }
        };
    return types.misfit(recent, run(name, watched));
  }

  @Override
  public @Nullable String runActivity(ActivityCall call) throws Exception {
    FunctionMethod activity = named(activities, call.name(), "activity");
    Object result = invoker.invoke(activity, new TriggerInput.Activity(call.input()));
    return result == null ? null : WorkerJson.write(result);
  }

  private static FunctionMethod named(
      Map<String, FunctionMethod> registry, String name, String kind) {
    FunctionMethod function = registry.get(name);
    if (function == null) {
      throw new IllegalArgumentException("There is no " + kind + " function '" + name + "'.");
    }
    return function;
  }
}
