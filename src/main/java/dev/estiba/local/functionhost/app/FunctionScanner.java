package dev.estiba.local.functionhost.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.StorageAccount;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the functions of a function app by their annotations. */
public final class FunctionScanner {

  private FunctionScanner() {}

  /**
   * The functions that the classes declare, ordered by name.
   *
   * @throws FunctionAppException if a function could not be run as declared
   */
  public static List<FunctionDefinition> definitions(Collection<? extends Class<?>> classes) {
    return scan(classes).stream().map(FunctionMethod::definition).toList();
  }

  public static List<FunctionMethod> scan(Collection<? extends Class<?>> classes) {
    List<FunctionMethod> functions =
        classes.stream()
            .distinct()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(FunctionName.class))
            .map(FunctionScanner::functionOf)
            .sorted(Comparator.comparing(FunctionMethod::name))
            .toList();
    refuseDuplicates(functions);
    return functions;
  }

  static void refuseDuplicates(List<FunctionMethod> functions) {
    Map<String, FunctionMethod> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (FunctionMethod function : functions) {
      FunctionMethod other = byName.putIfAbsent(function.name(), function);
      if (other != null) {
        throw FunctionAppException.in(
            function.name(),
            "both "
                + other.definition().entryPoint()
                + " and "
                + function.definition().entryPoint()
                + " have this name. Rename one of them.");
      }
    }
  }

  private static FunctionMethod functionOf(Method method) {
    return functionOf(method.getAnnotation(FunctionName.class).value(), method);
  }

  static FunctionMethod functionOf(String name, Method method) {
    refuseUncallable(name, method);
    List<Binding> bindings = new ArrayList<>();
    List<FunctionMethod.Parameter> parameters = new ArrayList<>();
    Map<String, String> parameterNames = new LinkedHashMap<>();
    for (Parameter parameter : method.getParameters()) {
      parameters.add(parameterOf(name, parameter, bindings, parameterNames));
    }
    refuseTriggersBut1(name, bindings);
    addReturnBindings(name, method, bindings);
    refuseSameNames(name, bindings);
    addStorageAccount(method, bindings);
    FunctionDefinition definition =
        new FunctionDefinition(name, entryPoint(method), bindings, retryOf(name, method));
    return new FunctionMethod(definition, method, parameters, parameterNames);
  }

  private static void refuseUncallable(String name, Method method) {
    Class<?> owner = method.getDeclaringClass();
    if (!Modifier.isPublic(method.getModifiers()) || !Modifier.isPublic(owner.getModifiers())) {
      throw FunctionAppException.in(name, entryPoint(method) + " and its class must be public.");
    }
    long sameName =
        Arrays.stream(owner.getDeclaredMethods())
            .filter(other -> other.getName().equals(method.getName()) && !other.isBridge())
            .count();
    if (sameName > 1) {
      throw FunctionAppException.in(
          name, entryPoint(method) + " is overloaded. Give the method a name of its own.");
    }
    for (Annotation annotation : method.getAnnotations()) {
      if (BindingAnnotations.isBinding(annotation)
          && !(annotation instanceof FunctionName)
          && !(annotation instanceof StorageAccount)
          && !(annotation instanceof FixedDelayRetry)
          && !(annotation instanceof ExponentialBackoffRetry)
          && BindingAnnotations.returnBindingOf(annotation).isEmpty()) {
        throw unknown(name, annotation);
      }
    }
  }

  private static FunctionMethod.Parameter parameterOf(
      String function, Parameter parameter, List<Binding> bindings, Map<String, String> names) {
    if (parameter.getType() == ExecutionContext.class) {
      return new FunctionMethod.Parameter.Context();
    }
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation instanceof BindingName metadata) {
        return new FunctionMethod.Parameter.Metadata(
            metadata.value(), parameter.getParameterizedType());
      }
      if (BindingAnnotations.isBinding(annotation)) {
        Binding binding =
            BindingAnnotations.bindingOf(annotation)
                .orElseThrow(() -> unknown(function, annotation));
        bindings.add(binding);
        names.put(annotation.annotationType().getSimpleName(), binding.name());
        return parameterOf(function, parameter, binding);
      }
    }
    throw FunctionAppException.in(
        function,
        "its parameter of type "
            + parameter.getType().getSimpleName()
            + " has no binding annotation. Annotate it, or remove it.");
  }

  private static FunctionMethod.Parameter parameterOf(
      String function, Parameter parameter, Binding binding) {
    boolean output = binding.direction().equals("out");
    if (output != (parameter.getType() == OutputBinding.class)) {
      throw FunctionAppException.in(
          function,
          "its parameter '"
              + binding.name()
              + "' is of type "
              + parameter.getType().getSimpleName()
              + (output
                  ? ". Declare an output as OutputBinding."
                  : ", which is only for outputs."));
    }
    if (output) {
      return new FunctionMethod.Parameter.Output(binding.name());
    }
    if (binding.isTrigger()) {
      return new FunctionMethod.Parameter.Trigger(binding.name(), parameter.getParameterizedType());
    }
    return binding instanceof Binding.DurableClient
        ? new FunctionMethod.Parameter.DurableClient(binding.name())
        : new FunctionMethod.Parameter.Input(binding.name(), parameter.getParameterizedType());
  }

  private static void refuseTriggersBut1(String name, List<Binding> bindings) {
    long triggers = bindings.stream().filter(Binding::isTrigger).count();
    if (triggers != 1) {
      throw FunctionAppException.in(
          name, "it has " + triggers + " triggers. A function has exactly one.");
    }
  }

  private static void addReturnBindings(String name, Method method, List<Binding> bindings) {
    boolean http = bindings.stream().anyMatch(Binding.Http.class::isInstance);
    List<Binding> declared =
        Arrays.stream(method.getAnnotations())
            .flatMap(annotation -> BindingAnnotations.returnBindingOf(annotation).stream())
            .filter(binding -> http || !(binding instanceof Binding.HttpOutput))
            .toList();
    if (method.getReturnType() != void.class) {
      bindings.addAll(
          declared.isEmpty() && http
              ? List.of(new Binding.HttpOutput(BindingAnnotations.RETURN))
              : declared);
    } else if (declared.stream().anyMatch(Binding.Storage.class::isInstance)) {
      throw FunctionAppException.in(
          name,
          "it returns nothing for the output that its method is annotated with. Return a value, or"
              + " move the annotation to a parameter of type OutputBinding.");
    }
  }

  private static void refuseSameNames(String function, List<Binding> bindings) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Binding binding : bindings) {
      if (!names.add(binding.name())) {
        throw FunctionAppException.in(
            function, "two of its bindings are called '" + binding.name() + "'. Rename one.");
      }
    }
  }

  /** What {@code @StorageAccount} is for: the connection of all bindings that name none. */
  private static void addStorageAccount(Method method, List<Binding> bindings) {
    StorageAccount account = method.getAnnotation(StorageAccount.class);
    if (account != null) {
      bindings.replaceAll(
          binding ->
              binding instanceof Binding.Storage storage && storage.connection().isEmpty()
                  ? storage.withConnection(account.value())
                  : binding);
    }
  }

  private static @Nullable RetryPolicy retryOf(String name, Method method) {
    try {
      return RetryPolicy.of(method).orElse(null);
    } catch (IllegalArgumentException e) {
      throw FunctionAppException.in(name, String.valueOf(e.getMessage()));
    }
  }

  private static FunctionAppException unknown(String function, Annotation annotation) {
    return FunctionAppException.in(
        function,
        "this host does not know @"
            + annotation.annotationType().getSimpleName()
            + ". It runs HTTP, timer, storage queue and durable functions.");
  }

  private static String entryPoint(Method method) {
    return method.getDeclaringClass().getCanonicalName() + "." + method.getName();
  }
}
