package dev.estiba.local.functionhost.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpOutput;
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
import java.util.TreeMap;

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

  private static void refuseDuplicates(List<FunctionMethod> functions) {
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
    String name = method.getAnnotation(FunctionName.class).value();
    refuseUncallable(name, method);
    List<Binding> bindings = new ArrayList<>();
    List<FunctionMethod.Parameter> parameters = new ArrayList<>();
    Map<String, String> parameterNames = new LinkedHashMap<>();
    for (Parameter parameter : method.getParameters()) {
      parameters.add(parameterOf(name, parameter, bindings, parameterNames));
    }
    refuseTriggersBut1(name, bindings);
    addHttpOutput(method, bindings);
    FunctionDefinition definition = new FunctionDefinition(name, entryPoint(method), bindings);
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
          && !(annotation instanceof HttpOutput)) {
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
        return binding.isTrigger()
            ? new FunctionMethod.Parameter.Trigger(binding.name(), parameter.getParameterizedType())
            : new FunctionMethod.Parameter.DurableClient(binding.name());
      }
    }
    throw FunctionAppException.in(
        function,
        "its parameter of type "
            + parameter.getType().getSimpleName()
            + " has no binding annotation. Annotate it, or remove it.");
  }

  private static void refuseTriggersBut1(String name, List<Binding> bindings) {
    long triggers = bindings.stream().filter(Binding::isTrigger).count();
    if (triggers != 1) {
      throw FunctionAppException.in(
          name, "it has " + triggers + " triggers. A function has exactly one.");
    }
  }

  private static void addHttpOutput(Method method, List<Binding> bindings) {
    boolean http = bindings.stream().anyMatch(Binding.Http.class::isInstance);
    if (http && method.getReturnType() != void.class) {
      bindings.add(new Binding.HttpOutput("$return"));
    }
  }

  private static FunctionAppException unknown(String function, Annotation annotation) {
    return FunctionAppException.in(
        function,
        "this host does not know @"
            + annotation.annotationType().getSimpleName()
            + ". It runs HTTP, timer and durable functions.");
  }

  private static String entryPoint(Method method) {
    return method.getDeclaringClass().getCanonicalName() + "." + method.getName();
  }
}
