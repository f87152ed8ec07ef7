package dev.estiba.local.functionhost.app;

import dev.estiba.local.functionhost.web.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One function as its annotations declare it.
 *
 * @param entryPoint {@code package.Class.method}
 * @param bindings in the order of the method's parameters; exactly one is a trigger
 * @param retry what happens when it has failed; null for nothing
 */
public record FunctionDefinition(
    String name, String entryPoint, List<Binding> bindings, @Nullable RetryPolicy retry) {

  public FunctionDefinition {
    bindings = List.copyOf(bindings);
  }

  public Binding trigger() {
    return bindings.stream().filter(Binding::isTrigger).findFirst().orElseThrow();
  }

  /** The binding that takes what the function returns, if one does. */
  public Optional<Binding> returnBinding() {
    return bindings.stream()
        .filter(binding -> binding.name().equals(BindingAnnotations.RETURN))
        .findFirst();
  }

  public List<Binding.Storage> storageBindings() {
    return bindings.stream()
        .filter(Binding.Storage.class::isInstance)
        .map(Binding.Storage.class::cast)
        .toList();
  }

  /**
   * The {@code function.json} that azure-functions-maven-plugin writes for this function.
   *
   * @param scriptFile where the jar lies as seen from function.json, {@code ../app.jar} for
   *     instance
   */
  public String functionJson(String scriptFile) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scriptFile", scriptFile);
    json.put("entryPoint", entryPoint);
    json.put("bindings", bindings.stream().map(FunctionDefinition::asJson).toList());
    if (retry != null) {
      json.put("retry", retry.asJson());
    }
    return Json.write(json);
  }

  public static Map<String, Object> asJson(Binding binding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", binding.type());
    json.put("direction", binding.direction());
    json.put("name", binding.name());
    json.putAll(binding.attributes());
    return json;
  }
}
