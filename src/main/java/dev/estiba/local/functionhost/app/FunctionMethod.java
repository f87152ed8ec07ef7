package dev.estiba.local.functionhost.app;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/**
 * A function with the Java method that it is.
 *
 * @param parameterNames the binding name for the simple name of each parameter's annotation
 */
public record FunctionMethod(
    FunctionDefinition definition,
    Method method,
    List<Parameter> parameters,
    Map<String, String> parameterNames) {

  /** Where the value of one parameter comes from. */
  public sealed interface Parameter {

    record Trigger(String name, Type type) implements Parameter {}

    record DurableClient(String name) implements Parameter {}

    /** What is read for the function before it runs, a blob for instance. */
    record Input(String name, Type type) implements Parameter {}

    /** An {@code OutputBinding}, whose value is taken when the function has succeeded. */
    record Output(String name) implements Parameter {}

    /** A part of the route, of the query or of a message. */
    record Metadata(String name, Type type) implements Parameter {}

    record Context() implements Parameter {}
  }

  public String name() {
    return definition.name();
  }
}
