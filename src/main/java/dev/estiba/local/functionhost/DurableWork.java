package dev.estiba.local.functionhost;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.estiba.local.taskhub.ActivityCall;
import dev.estiba.local.taskhub.WorkExecutor;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs the app's orchestrators and activities for the task hub. Thread-safe. */
final class DurableWork implements WorkExecutor {

  private static final Logger log = LoggerFactory.getLogger(DurableWork.class);
  private static final String INSTANCE_ID = "instanceId";

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
  public OrchestratorResponse runOrchestrator(String name, OrchestratorRequest request)
      throws Exception {
    String encoded = Base64.getEncoder().encodeToString(request.toByteArray());
    InvocationContext context =
        new InvocationContext(
            named(orchestrators, name, "orchestrator"), new TriggerInput.Orchestration(encoded));
    MDC.put(INSTANCE_ID, request.getInstanceId());
    try {
      invoker.run(context);
    } finally {
      MDC.remove(INSTANCE_ID);
    }
    if (!(context.getReturnValue() instanceof String answer)) {
      throw new IllegalStateException(
          "No durable middleware ran orchestrator '"
              + name
              + "'. Put durabletask-azure-functions on the class path.");
    }
    OrchestratorResponse response =
        OrchestratorResponse.parseFrom(Base64.getDecoder().decode(answer));
    Throwable thrown = context.failure();
    if (thrown instanceof VirtualMachineError exhausted) {
      throw exhausted; // The machine's fault, not the orchestrator's: the turn is run again.
    }
    if (thrown == null || !OrchestratorFailures.isFailed(response)) {
      return response;
    }
    log.warn("Orchestrator {} of {} failed", name, request.getInstanceId(), thrown);
    return OrchestratorFailures.revealed(response, thrown);
  }

  @Override
  public @Nullable String runActivity(ActivityCall call) throws Exception {
    FunctionMethod activity = named(activities, call.name(), "activity");
    MDC.put(INSTANCE_ID, call.instanceId());
    try {
      Object result = invoker.invoke(activity, new TriggerInput.Activity(call.input()));
      return result == null ? null : WorkerJson.write(result);
    } finally {
      MDC.remove(INSTANCE_ID);
    }
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
