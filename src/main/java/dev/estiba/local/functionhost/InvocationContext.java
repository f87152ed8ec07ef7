package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import dev.estiba.local.functionhost.app.FunctionMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One run of a function, as middleware and the function itself see it. One thread only. */
class InvocationContext implements MiddlewareContext {

  private final FunctionMethod function;
  private final TriggerInput input;
  private final String invocationId = UUID.randomUUID().toString();
  private final Map<String, Object> replaced = new HashMap<>();
  private final Map<String, OutputValue> outputs = new HashMap<>();
  private @Nullable Object returnValue;
  private @Nullable Throwable failure;

  InvocationContext(FunctionMethod function, TriggerInput input) {
    this.function = function;
    this.input = input;
  }

  FunctionMethod function() {
    return function;
  }

  TriggerInput input() {
    return input;
  }

  /** What the run gives to the output binding of that name. */
  OutputValue output(String name) {
    return outputs.computeIfAbsent(name, unused -> new OutputValue());
  }

  /** What the function's own code threw, if it did. */
  @Nullable Throwable failure() {
    return failure;
  }

  void failed(@Nullable Throwable thrown) {
    failure = thrown;
  }

  /** The value that middleware gave the parameter, or null. */
  @Nullable Object replacement(String parameterName) {
    return replaced.get(parameterName);
  }

  @Override
  @SuppressWarnings("NullAway") // the SPI is not annotated; its middleware expects null
  public @Nullable String getParameterName(String annotationSimpleName) {
    return function.parameterNames().get(annotationSimpleName);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public @Nullable Object getParameterValue(String name) {
    Object value = replaced.get(name);
    return value != null ? value : input.value(String.class);
  }

  @Override
  public void updateParameterValue(String name, Object value) {
    replaced.put(name, value);
  }

  @Override
  @SuppressWarnings("NullAway") // a void function returns null
  public @Nullable Object getReturnValue() {
    return returnValue;
  }

  @Override
  public void updateReturnValue(@Nullable Object value) {
    returnValue = value;
  }

  @Override
  public Logger getLogger() {
    return Logger.getLogger("Function." + function.name());
  }

  @Override
  public RetryContext getRetryContext() {
    return input.attempt();
  }

  @Override
  public String getInvocationId() {
    return invocationId;
  }

  @Override
  public String getFunctionName() {
    return function.name();
  }
}
