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

  /** A binding to Azure Storage. */
  sealed interface Storage extends Binding {

    /** The queue's name, or the blob's path. */
    String place();

    String dataType();

    /** Names the app setting of the storage; empty for {@code AzureWebJobsStorage}. */
    String connection();

    Storage withConnection(String newConnection);

    @Override
    default boolean isTrigger() {
      return false;
    }

    /** What function.json calls the place. */
    String placeName();

    /** What the build plugin writes, in its order. */
    @Override
    default Map<String, Object> attributes() {
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put(placeName(), place());
      if (!dataType().isEmpty()) {
        attributes.put("dataType", dataType());
      }
      if (!connection().isEmpty()) {
        attributes.put("connection", connection());
      }
      return attributes;
    }
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
   * @param schedule NCRONTAB with seconds, a TimeSpan, or {@code %SETTING%}
   * @param runOnStartup whether it also runs whenever the host starts
   * @param useMonitor whether a run that was missed while the host was down is made up for
   */
  record Timer(String name, String schedule, boolean runOnStartup, boolean useMonitor)
      implements Binding {

    @Override
    public String type() {
      return "timerTrigger";
    }

    @Override
    public Map<String, Object> attributes() {
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("schedule", schedule);
      if (runOnStartup) {
        attributes.put("runOnStartup", true);
      }
      if (!useMonitor) {
        attributes.put("useMonitor", false);
      }
      return attributes;
    }
  }

  /**
   * A function that messages of a storage queue start.
   *
   * @param place the queue's name; may hold {@code %SETTING%}
   * @param dataType usually empty
   * @param connection names the app setting of the storage; empty for {@code AzureWebJobsStorage}
   */
  record Queue(String name, String place, String dataType, String connection) implements Storage {

    @Override
    public String type() {
      return "queueTrigger";
    }

    @Override
    public boolean isTrigger() {
      return true;
    }

    @Override
    public String placeName() {
      return "queueName";
    }

    @Override
    public Queue withConnection(String newConnection) {
      return new Queue(name, place, dataType, newConnection);
    }
  }

  /**
   * Messages that a function puts into a storage queue.
   *
   * @param place the queue's name; may hold {@code %SETTING%} and {@code {expressions}}
   */
  record QueueOutput(String name, String place, String dataType, String connection)
      implements Storage {

    @Override
    public String type() {
      return "queue";
    }

    @Override
    public String direction() {
      return "out";
    }

    @Override
    public String placeName() {
      return "queueName";
    }

    @Override
    public QueueOutput withConnection(String newConnection) {
      return new QueueOutput(name, place, dataType, newConnection);
    }
  }

  /**
   * A blob that a function reads.
   *
   * @param place {@code container/blob}; may hold {@code %SETTING%} and {@code {expressions}}
   */
  record BlobInput(String name, String place, String dataType, String connection)
      implements Storage {

    @Override
    public String type() {
      return "blob";
    }

    @Override
    public String placeName() {
      return "path";
    }

    @Override
    public BlobInput withConnection(String newConnection) {
      return new BlobInput(name, place, dataType, newConnection);
    }
  }

  /**
   * A blob that a function writes.
   *
   * @param place {@code container/blob}; may hold {@code %SETTING%} and {@code {expressions}}
   */
  record BlobOutput(String name, String place, String dataType, String connection)
      implements Storage {

    @Override
    public String type() {
      return "blob";
    }

    @Override
    public String direction() {
      return "out";
    }

    @Override
    public String placeName() {
      return "path";
    }

    @Override
    public BlobOutput withConnection(String newConnection) {
      return new BlobOutput(name, place, dataType, newConnection);
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
