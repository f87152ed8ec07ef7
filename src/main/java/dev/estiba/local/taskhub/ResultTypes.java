package dev.estiba.local.taskhub;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.DataConverter;
import com.microsoft.durabletask.JacksonDataConverter;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds results and events that do not fit the types that an orchestrator wants of them: the SDK
 * (1.5.0) drops them without a word. The orchestrator is run once more in a context that remembers
 * what it asks for. For one run, on one thread.
 */
public final class ResultTypes {

  static final String ERROR_TYPE = "ResultDoesNotFit";

  private static final int SHOWN = 200;

  private final DataConverter converter = new JacksonDataConverter();

  /** By the name of the activity, the orchestrator or the event. */
  private final Map<String, List<Class<?>>> wanted = new HashMap<>();

  /** The same context, of which this sees what types are asked for. */
  public TaskOrchestrationContext watch(TaskOrchestrationContext context) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          remember(method, arguments == null ? new Object[0] : arguments);
          try {
            return method.invoke(context, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        };
    return (TaskOrchestrationContext)
        Proxy.newProxyInstance(
            TaskOrchestrationContext.class.getClassLoader(),
            new Class<?>[] {TaskOrchestrationContext.class},
            handler);
  }

  private void remember(Method method, Object[] arguments) {
    boolean hasResult =
        switch (method.getName()) {
          case "callActivity", "callSubOrchestrator", "waitForExternalEvent" -> true;
          default -> false;
        };
    if (hasResult && arguments.length > 0 && arguments[0] instanceof String name) {
      List<Class<?>> types = wanted.computeIfAbsent(name, key -> new ArrayList<>());
      Class<?> type = Void.class;
      for (Object argument : arguments) {
        type = argument instanceof Class<?> named ? named : type;
      }
      types.add(type);
    }
  }

  /**
   * The first of the events that fits none of the types that the run wanted under its name.
   *
   * @param recent what has come since the orchestrator last asked for something
   * @param response the serialized {@code OrchestratorResponse} of the run
   */
  public Optional<TaskFailureDetails> misfit(List<HistoryEvent> recent, byte[] response) {
    Map<Integer, Asked> asked = asked(response);
    for (HistoryEvent event : recent) {
      Optional<TaskFailureDetails> misfit =
          switch (event.getEventTypeCase()) {
            case TASKCOMPLETED ->
                misfit(
                    asked.get(event.getTaskCompleted().getTaskScheduledId()),
                    event.getTaskCompleted().getResult().getValue());
            case SUBORCHESTRATIONINSTANCECOMPLETED ->
                misfit(
                    asked.get(event.getSubOrchestrationInstanceCompleted().getTaskScheduledId()),
                    event.getSubOrchestrationInstanceCompleted().getResult().getValue());
            case EVENTRAISED ->
                misfit(
                    "The external event '" + event.getEventRaised().getName() + "'",
                    event.getEventRaised().getName(),
                    event.getEventRaised().getInput().getValue());
            default -> Optional.empty();
          };
      if (misfit.isPresent()) {
        return misfit;
      }
    }
    return Optional.empty();
  }

  private static Map<Integer, Asked> asked(byte[] response) {
    Map<Integer, Asked> asked = new HashMap<>();
    try {
      for (OrchestratorAction action : OrchestratorResponse.parseFrom(response).getActionsList()) {
        Asked question = Asked.in(action);
        if (question != null) {
          asked.put(action.getId(), question);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("The response is no OrchestratorResponse.", e);
    }
    return asked;
  }

  private Optional<TaskFailureDetails> misfit(@Nullable Asked asked, String json) {
    return asked == null ? Optional.empty() : misfit("The result of " + asked, asked.name(), json);
  }

  private Optional<TaskFailureDetails> misfit(String subject, String name, String json) {
    List<Class<?>> types = wanted.getOrDefault(name, List.of());
    String why = "";
    for (Class<?> type : types) {
      try {
        converter.deserialize(json, type);
        return Optional.empty();
      } catch (DataConverter.DataConverterException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    return types.isEmpty() ? Optional.empty() : Optional.of(failure(subject, json, why));
  }

  private static TaskFailureDetails failure(String subject, String json, String why) {
    String shown = json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "…";
    return Failures.permanent(
        ERROR_TYPE,
        subject
            + " does not fit the type that the orchestrator wants, which would wait for ever: "
            + shown
            + " ("
            + why
            + "). Wait for a type that takes it, or send what fits.");
  }
}
