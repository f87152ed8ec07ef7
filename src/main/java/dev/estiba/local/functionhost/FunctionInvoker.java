package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareChain;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.storage.StorageBindings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions as the Java worker does: a chain of all middleware that ServiceLoader finds, whose
 * end calls the method on an instance from the injector. Thread-safe.
 */
final class FunctionInvoker {

  private final ClassLoader loader;
  private final List<Middleware> middleware;
  private final FunctionInstanceInjector instances;
  private final Supplier<DurableClientContext> durableClients;
  private final FunctionStorage storage;

  FunctionInvoker(
      ClassLoader loader,
      @Nullable FunctionInstanceInjector injector,
      Supplier<DurableClientContext> durableClients,
      StorageBindings storage) {
    this.loader = loader;
    this.middleware =
        ServiceLoader.load(Middleware.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    this.instances = injector != null ? injector : new NewInstances();
    this.durableClients = durableClients;
    this.storage = new FunctionStorage(storage);
  }

  /**
   * @throws FunctionAppException if there is no way to make an instance of a function's class
   */
  void refuseUnmakeable(List<FunctionMethod> functions) {
    if (!(instances instanceof NewInstances)) {
      return;
    }
    for (FunctionMethod function : functions) {
      Class<?> type = function.method().getDeclaringClass();
      if (Modifier.isAbstract(type.getModifiers())
          || Arrays.stream(type.getConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
        throw FunctionAppException.in(
            function.name(),
            type.getSimpleName()
                + " has no public constructor without arguments, and there is no"
                + " FunctionInstanceInjector.");
      }
    }
  }

  /**
   * Runs the function, puts out what it has set, and returns its value; what its code throws comes
   * out as it is, and nothing is put out then.
   */
  @Nullable Object invoke(FunctionMethod function, TriggerInput input) throws Exception {
    InvocationContext context = new InvocationContext(function, input);
    try {
      run(context);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    }
    storage.write(context);
    return context.getReturnValue();
  }

  /** Runs the function through the middleware, which sees what the worker would show it. */
  void run(InvocationContext context) throws Exception {
    // What a function's libraries look up by ServiceLoader lies in the app's jars.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      next(0).doNext(context);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private MiddlewareChain next(int position) {
    if (position == middleware.size()) {
      return this::call;
    }
    return context -> middleware.get(position).invoke(context, next(position + 1));
  }

  /**
   * The end of the chain. It must throw the raw InvocationTargetException: durabletask's middleware
   * looks at the cause to tell an orchestrator that waits from one that failed.
   */
  private void call(MiddlewareContext middlewareContext) throws Exception {
    InvocationContext context = (InvocationContext) middlewareContext;
    Method method = context.function().method();
    try {
      Object instance = instances.getInstance(method.getDeclaringClass());
      context.updateReturnValue(method.invoke(instance, arguments(context)));
    } catch (Exception e) { // only passing by: the middleware loses it
      context.failed(e instanceof InvocationTargetException ? e.getCause() : e);
      throw e;
    }
  }

  private @Nullable Object[] arguments(InvocationContext context) {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (FunctionMethod.Parameter parameter : context.function().parameters()) {
      arguments.add(argument(context, parameter));
    }
    return arguments.toArray();
  }

  private @Nullable Object argument(InvocationContext context, FunctionMethod.Parameter parameter) {
    if (parameter instanceof FunctionMethod.Parameter.Trigger trigger) {
      Object replacement = context.replacement(trigger.name());
      return replacement != null ? replacement : context.input().value(trigger.type());
    }
    if (parameter instanceof FunctionMethod.Parameter.Metadata metadata) {
      return TextValues.convert(
          metadata.name(), context.input().metadata().get(metadata.name()), metadata.type());
    }
    if (parameter instanceof FunctionMethod.Parameter.Input blob) {
      return storage.read(context, blob);
    }
    if (parameter instanceof FunctionMethod.Parameter.Output output) {
      return context.output(output.name());
    }
    return parameter instanceof FunctionMethod.Parameter.DurableClient
        ? durableClients.get()
        : context;
  }

  private static Exception unwrapped(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception cause ? cause : e;
  }

  /** As the worker does without an injector: a new instance for every run. */
  private static final class NewInstances implements FunctionInstanceInjector {

    @Override
    public <T> T getInstance(Class<T> type) throws Exception {
      return type.getConstructor().newInstance();
    }
  }
}
