package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.storage.BindingData;
import dev.estiba.local.functionhost.storage.TriggerMessage;
import dev.estiba.local.functionhost.web.HttpCall;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What starts one run of a function. */
sealed interface TriggerInput {

  /** The value for the trigger's parameter, which is declared with this type. */
  @Nullable Object value(Type type);

  /** What {@code @BindingName} can ask for. */
  default Map<String, String> metadata() {
    return Map.of();
  }

  /** What expressions such as {@code {id}} in the function's other bindings can name. */
  default BindingData bindingData() {
    return BindingData.of(metadata(), null);
  }

  /** Which of the calls for one run this is. */
  default RetryAttempt attempt() {
    return RetryAttempt.NONE;
  }

  record Http(HttpCall call, Map<String, String> routeValues) implements TriggerInput {

    @Override
    public @Nullable Object value(Type type) {
      return HttpParameter.valueOf(call, type);
    }

    @Override
    public Map<String, String> metadata() {
      Map<String, String> metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      metadata.putAll(call.query().nonEmptyValues());
      metadata.putAll(routeValues);
      return metadata;
    }

    @Override
    public BindingData bindingData() {
      return BindingData.of(metadata(), HttpParameter.text(call));
    }
  }

  /**
   * One replay of an orchestrator.
   *
   * @param request an OrchestratorRequest in Base64, as the Functions host sends it to a worker
   */
  record Orchestration(String request) implements TriggerInput {

    @Override
    public Object value(Type type) {
      return request;
    }
  }

  record Activity(@Nullable String json) implements TriggerInput {

    @Override
    public @Nullable Object value(Type type) {
      return WorkerJson.readParameter(json, type);
    }

    @Override
    public BindingData bindingData() {
      return BindingData.of(metadata(), json);
    }
  }

  record Queue(TriggerMessage message) implements TriggerInput {

    @Override
    public @Nullable Object value(Type type) {
      return ContentValues.convert("message", message.body(), type);
    }

    @Override
    public Map<String, String> metadata() {
      return message.metadata();
    }

    @Override
    public BindingData bindingData() {
      return BindingData.of(metadata(), message.text());
    }
  }

  record Timer(String json, RetryAttempt attempt) implements TriggerInput {

    @Override
    public @Nullable Object value(Type type) {
      return WorkerJson.readParameter(json, type);
    }
  }
}
