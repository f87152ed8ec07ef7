package dev.estiba.local.functionhost.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One binding of a function, as its {@code function.json} declares it. Attributes are kept as
 * written in the annotation: {@code %SETTING%} is resolved when the host starts.
 */
public sealed interface Binding {

  String name();

  /** The {@code type} of function.json, {@code httpTrigger} for instance. */
  String type();

  default String direction() {
    return "in";
  }

  /** Whether this binding is what starts the function. */
  default boolean isTrigger() {
    return true;
  }

  /** What function.json says beyond type, direction and name. */
  default Map<String, Object> attributes() {
    return Map.of();
  }

  /**
   * A function that answers HTTP requests.
   *
   * @param route empty to use the function's name
   * @param methods empty to accept every method
   * @param dataType usually empty
   */
  record Http(String name, String route, List<String> methods, String dataType, String authLevel)
      implements Binding {

    @Override
    public String type() {
      return "httpTrigger";
    }

    @Override
    public Map<String, Object> attributes() {
      Map<String, Object> attributes = new LinkedHashMap<>();
      if (!route.isEmpty()) {
        attributes.put("route", route);
      }
      attributes.put("methods", methods);
      if (!dataType.isEmpty()) {
        attributes.put("dataType", dataType);
      }
      attributes.put("authLevel", authLevel);
      return attributes;
    }
  }

  /** The response of an HTTP function: what the method returns. */
  record HttpOutput(String name) implements Binding {

    @Override
    public String type() {
      return "http";
    }

    @Override
    public String direction() {
      return "out";
    }

    @Override
    public boolean isTrigger() {
      return false;
    }
  }

  /**
   * A function that runs at times.
   *
   * @param schedule NCRONTAB with seconds, or {@code %SETTING%}
   */
  record Timer(String name, String schedule) implements Binding {

    @Override
    public String type() {
      return "timerTrigger";
    }

    @Override
    public Map<String, Object> attributes() {
      return Map.of("schedule", schedule);
    }
  }

  /** Declared and listed, but not run by this host: queues need Azure Storage. */
  record Queue(String name, String queueName, String connection) implements Binding {

    @Override
    public String type() {
      return "queueTrigger";
    }

    @Override
    public Map<String, Object> attributes() {
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("queueName", queueName);
      if (!connection.isEmpty()) {
        attributes.put("connection", connection);
      }
      return attributes;
    }
  }

  /**
   * An orchestrator.
   *
   * @param orchestration empty to use the function's name
   */
  record Orchestration(String name, String orchestration) implements Binding {

    @Override
    public String type() {
      return "orchestrationTrigger";
    }

    @Override
    public Map<String, Object> attributes() {
      return orchestration.isEmpty() ? Map.of() : Map.of("orchestration", orchestration);
    }
  }

  /**
   * An activity.
   *
   * @param activity empty to use the function's name
   */
  record Activity(String name, String activity) implements Binding {

    @Override
    public String type() {
      return "activityTrigger";
    }

    @Override
    public Map<String, Object> attributes() {
      return activity.isEmpty() ? Map.of() : Map.of("activity", activity);
    }
  }

  /**
   * A client of the task hub.
   *
   * @param taskHub empty for that of host.json; this host has no other
   */
  record DurableClient(String name, String taskHub) implements Binding {

    @Override
    public String type() {
      return "durableClient";
    }

    @Override
    public boolean isTrigger() {
      return false;
    }

    @Override
    public Map<String, Object> attributes() {
      return taskHub.isEmpty() ? Map.of() : Map.of("taskHub", taskHub);
    }
  }
}
