package dev.estiba.local.functionhost.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.web.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@code function.json} as azure-functions-maven-plugin writes it.
 *
 * @param scriptFile the jar, as seen from the file
 * @param disabled whether the function is not to run
 */
record FunctionJson(FunctionDefinition definition, String scriptFile, boolean disabled) {

  static final String FILE = "function.json";

  private static final Logger log = LoggerFactory.getLogger(FunctionJson.class);

  private static final Set<String> KEYS =
      Set.of("scriptFile", "entryPoint", "bindings", "disabled", "retry");

  /**
   * @param folder of the function, which has its name
   * @throws FunctionAppException if the file is no function's
   */
  static FunctionJson read(Path folder) {
    String name = String.valueOf(folder.getFileName());
    JsonNode json = parsed(name, folder.resolve(FILE));
    for (Iterator<String> keys = json.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!KEYS.contains(key)) {
        log.warn("Function {}: '{}' of its function.json is unknown and ignored", name, key);
      }
    }
    String entryPoint = required(name, json, "entryPoint");
    List<Binding> bindings = new ArrayList<>();
    list(name, json).forEach(binding -> bindings.add(BindingJson.read(name, binding)));
    return new FunctionJson(
        new FunctionDefinition(
            name, entryPoint, bindings, RetryJson.read(name, json.path("retry"))),
        required(name, json, "scriptFile"),
        disabled(name, json.path("disabled")));
  }

  private static JsonNode parsed(String name, Path file) {
    try {
      return Json.read(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new FunctionAppException(
          "Function '" + name + "': " + file + " is no valid JSON: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new FunctionAppException(
          "Function '" + name + "': tried to read " + file + " but failed because: " + e, e);
    }
  }

  private static JsonNode list(String name, JsonNode json) {
    JsonNode bindings = json.path("bindings");
    if (!bindings.isArray()) {
      throw FunctionAppException.in(
          name, "its function.json has no list of 'bindings'. Build the function app again.");
    }
    return bindings;
  }

  private static boolean disabled(String name, JsonNode disabled) {
    if (!disabled.isMissingNode() && !disabled.isNull() && !disabled.isBoolean()) {
      throw FunctionAppException.in(
          name,
          "'disabled' of its function.json must be true or false, and is "
              + disabled
              + ". Use the app setting AzureWebJobs."
              + name
              + ".Disabled to disable it by a setting.");
    }
    return disabled.asBoolean(false);
  }

  private static String required(String name, JsonNode json, String key) {
    String value = json.path(key).asText("");
    if (value.isBlank()) {
      throw FunctionAppException.in(
          name, "its function.json has no '" + key + "'. Build the function app again.");
    }
    return value;
  }
}
