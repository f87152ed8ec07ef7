package dev.estiba.local.taskhub;

import com.microsoft.durabletask.JacksonDataConverter;
import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityContext;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Orchestrators and activities as the Durable Task SDK has them, by name. Thread-safe.
 *
 * <pre>{@code
 * TaskRegistry tasks = new TaskRegistry()
 *     .orchestrator("Greetings", context -> context.callActivity("Greet", "Lisbon", String.class).await())
 *     .activity("Greet", context -> "Hello " + context.getInput(String.class));
 * }</pre>
 */
public final class TaskRegistry implements WorkExecutor {

  /**
   * @param completes whether it says in its response that it has returned
   */
  private record Orchestrator(TaskOrchestration code, boolean completes) {}

  private record Context(String name, @Nullable String input) implements TaskActivityContext {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public <T> T getInput(Class<T> type) {
      return CONVERTER.deserialize(input, type);
    }
  }

  private static final JacksonDataConverter CONVERTER = new JacksonDataConverter();

  private final Map<String, Orchestrator> orchestrators = new ConcurrentHashMap<>();
  private final Map<String, TaskActivity> activities = new ConcurrentHashMap<>();

  /** Registers an orchestrator whose result is what it returns; it replaces one of that name. */
  public <R> TaskRegistry orchestrator(String name, OrchestratorFunction<R> orchestrator) {
    TaskOrchestration code = context -> context.complete(orchestrator.apply(context));
    orchestrators.put(name, new Orchestrator(code, true));
    return this;
  }

  /** Registers an orchestrator as a worker of the SDK takes it; it replaces one of that name. */
  public TaskRegistry orchestration(String name, TaskOrchestration orchestration) {
    orchestrators.put(name, new Orchestrator(orchestration, false));
    return this;
  }

  /** Registers an activity; it replaces one of that name. */
  public TaskRegistry activity(String name, TaskActivity activity) {
    activities.put(name, activity);
    return this;
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
  public byte[] runOrchestrator(String name, byte[] request) {
    return OrchestrationRunner.loadAndRun(request, orchestrator(name).code());
  }

  @Override
  public boolean completesExplicitly(String name) {
    return orchestrator(name).completes();
  }

  @Override
  public Optional<TaskFailureDetails> misfit(
      String name, byte[] request, List<HistoryEvent> recent) {
    ResultTypes types = new ResultTypes();
    TaskOrchestration code = orchestrator(name).code();
    TaskOrchestration watched = context -> code.run(types.watch(context));
    return types.misfit(recent, OrchestrationRunner.loadAndRun(request, watched));
  }

  @Override
  public @Nullable String runActivity(ActivityCall call) {
    TaskActivity activity = activities.get(call.name());
    if (activity == null) {
      throw new IllegalArgumentException("There is no activity '" + call.name() + "'.");
    }
    return CONVERTER.serialize(activity.run(new Context(call.name(), call.input())));
  }

  private Orchestrator orchestrator(String name) {
    Orchestrator orchestrator = orchestrators.get(name);
    if (orchestrator == null) {
      throw new IllegalArgumentException("There is no orchestrator '" + name + "'.");
    }
    return orchestrator;
  }
}
