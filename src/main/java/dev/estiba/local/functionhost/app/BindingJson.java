package dev.estiba.local.functionhost.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One binding of a function.json, being read. What is left unread gets a warning. */
final class BindingJson {

  private static final Logger log = LoggerFactory.getLogger(BindingJson.class);

  private static final String KNOWN =
      "httpTrigger, http, timerTrigger, queueTrigger, queue, blob, orchestrationTrigger,"
          + " activityTrigger and durableClient";

  private final String function;
  private final JsonNode json;
  private final Set<String> read = new TreeSet<>();

  private BindingJson(String function, JsonNode json) {
    this.function = function;
    this.json = json;
  }

  /**
   * @throws FunctionAppException if this host does not know the binding, or cannot read it
   */
  static Binding read(String function, JsonNode json) {
    BindingJson binding = new BindingJson(function, json);
    Binding known = binding.binding();
    binding.warnOfUnknownKeys();
    return known;
  }

  private Binding binding() {
    String type = required("type");
    String name = required("name");
    boolean out = text("direction").equalsIgnoreCase("out");
    return switch (type) {
      case "httpTrigger" ->
          new Binding.Http(name, text("route"), methods(), text("dataType"), authLevel());
      case "http" -> new Binding.HttpOutput(name);
      case "timerTrigger" ->
          new Binding.Timer(
              name, required("schedule"), flag("runOnStartup", false), flag("useMonitor", true));
      case "queueTrigger" ->
          new Binding.Queue(name, required("queueName"), text("dataType"), text("connection"));
      case "queue" ->
          new Binding.QueueOutput(
              name, required("queueName"), text("dataType"), text("connection"));
      case "blob" -> blob(name, out);
      case "orchestrationTrigger" -> new Binding.Orchestration(name, text("orchestration"));
      case "activityTrigger" -> new Binding.Activity(name, text("activity"));
      case "durableClient" -> new Binding.DurableClient(name, text("taskHub"));
      default ->
          throw problem(
              "its binding '"
                  + name
                  + "' is of type '"
                  + type
                  + "'. This host knows "
                  + KNOWN
                  + ".");
    };
  }

  private Binding blob(String name, boolean out) {
    String path = required("path");
    return out
        ? new Binding.BlobOutput(name, path, text("dataType"), text("connection"))
        : new Binding.BlobInput(name, path, text("dataType"), text("connection"));
  }

  private List<String> methods() {
    read.add("methods");
    List<String> methods = new ArrayList<>();
    for (JsonNode method : json.path("methods")) {
      methods.add(method.asText().toUpperCase(Locale.ROOT));
    }
    return List.copyOf(methods);
  }

  private String authLevel() {
    String level = text("authLevel").toUpperCase(Locale.ROOT);
    if (level.isEmpty()) {
      return "FUNCTION";
    }
    if (!Set.of("ANONYMOUS", "FUNCTION", "ADMIN").contains(level)) {
      throw problem("there is no authLevel '" + level + "', but anonymous, function and admin.");
    }
    return level;
  }

  private String required(String key) {
    String value = text(key);
    if (value.isBlank()) {
      throw problem("a binding has no '" + key + "'.");
    }
    return value;
  }

  private String text(String key) {
    read.add(key);
    JsonNode value = json.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      throw problem("'" + key + "' of a binding must be a text, and is " + value + ".");
    }
    return value.asText("");
  }

  private boolean flag(String key, boolean byDefault) {
    read.add(key);
    JsonNode value = json.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw problem("'" + key + "' of a binding must be true or false, and is " + value + ".");
    }
    return value.asBoolean(byDefault);
  }

  private void warnOfUnknownKeys() {
    for (Iterator<String> keys = json.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!read.contains(key)) {
        log.warn(
            "Function {}: '{}' of its binding '{}' is unknown to this host and ignored",
            function,
            key,
            json.path("name").asText());
      }
    }
  }

  private FunctionAppException problem(String what) {
    return FunctionAppException.in(function, "in its function.json, " + what);
  }
}
