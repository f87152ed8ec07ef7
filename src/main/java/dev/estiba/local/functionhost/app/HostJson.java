package dev.estiba.local.functionhost.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.web.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host reads of a host.json.
 *
 * @param routePrefix without slashes; empty for none
 * @param maxConcurrentActivityFunctions 1 or more
 * @param maxConcurrentOrchestratorFunctions 1 or more
 * @param maxOutstandingRequests HTTP requests at work or waiting; one more is answered 429
 * @param queues the settings of {@code extensions.queues}, as written
 * @param logLevels of {@code logging.logLevel}, by category
 */
public record HostJson(
    String routePrefix,
    String hubName,
    int maxConcurrentActivityFunctions,
    int maxConcurrentOrchestratorFunctions,
    int maxOutstandingRequests,
    Map<String, String> queues,
    Map<String, String> logLevels) {

  public HostJson {
    queues = Map.copyOf(queues);
    logLevels = Map.copyOf(logLevels);
  }

  private static final Logger log = LoggerFactory.getLogger(HostJson.class);

  /** Keys that mean something in Azure and nothing on one machine. */
  private static final Set<String> ONLY_IN_AZURE =
      Set.of(
          "version",
          "extensionBundle",
          "functionTimeout",
          "logging.applicationInsights",
          "logging.console",
          "logging.debug",
          "logging.fileLoggingMode",
          "healthMonitor",
          "managedDependency",
          "retry",
          "singleton",
          "aggregator",
          "concurrency",
          "telemetryMode",
          "extensions.http.maxConcurrentRequests",
          "extensions.http.dynamicThrottlesEnabled",
          "extensions.http.hsts",
          "extensions.http.customHeaders",
          "extensions.blobs",
          "extensions.durableTask.storageProvider",
          "extensions.durableTask.tracing",
          "extensions.durableTask.notifications",
          "extensions.durableTask.httpSettings",
          "extensions.durableTask.defaultVersion",
          "extensions.durableTask.versionMatchStrategy",
          "extensions.durableTask.versionFailureStrategy",
          "extensions.durableTask.maxConcurrentEntityFunctions",
          "extensions.durableTask.extendedSessionsEnabled",
          "extensions.durableTask.extendedSessionIdleTimeoutInSeconds",
          "extensions.durableTask.maxOrchestrationActions",
          "extensions.durableTask.maxEntityOperationBatchSize",
          "extensions.durableTask.overridableExistingInstanceStates",
          "extensions.durableTask.storeInputsInOrchestrationHistory",
          "extensions.durableTask.maxGrpcMessageSizeInBytes",
          "extensions.durableTask.grpcHttpClientTimeout",
          "extensions.durableTask.localRpcEndpointEnabled",
          "extensions.durableTask.useGracefulShutdown",
          "extensions.durableTask.useAppLease",
          "extensions.durableTask.useLegacyPartitionManagement",
          "extensions.durableTask.useTablePartitionManagement");

  private static final Set<String> SECTIONS =
      Set.of("extensions", "extensions.http", "extensions.durableTask", "logging");

  private static final Set<String> READ =
      Set.of(
          "extensions.queues",
          "logging.logLevel",
          "extensions.http.routePrefix",
          "extensions.http.maxOutstandingRequests",
          "extensions.durableTask.hubName",
          "extensions.durableTask.maxConcurrentActivityFunctions",
          "extensions.durableTask.maxConcurrentOrchestratorFunctions");

  /** What holds without a host.json. */
  public static HostJson defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new HostJson(
        "api",
        "TestHubName",
        10 * processors,
        Math.max(4, 2 * processors),
        1000,
        Map.of(),
        Map.of());
  }

  /**
   * Reads a file.
   *
   * @throws FunctionAppException if it is no JSON
   */
  public static HostJson read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return read(stream, file.toString());
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param source what to call the stream in messages
   * @throws FunctionAppException if it is no JSON
   */
  public static HostJson read(InputStream stream, String source) throws IOException {
    String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    try {
      JsonNode root = Json.read(text);
      unknownKeys(root, "")
          .forEach(key -> log.warn("{}: '{}' is unknown to this host and ignored", source, key));
      return of(root, source);
    } catch (JsonProcessingException e) {
      throw new FunctionAppException(source + " is no valid JSON: " + e.getMessage(), e);
    }
  }

  private static HostJson of(JsonNode root, String source) {
    HostJson defaults = defaults();
    JsonNode http = root.path("extensions").path("http");
    JsonNode durable = root.path("extensions").path("durableTask");
    Numbers numbers = new Numbers(source);
    return new HostJson(
        http.path("routePrefix").asText(defaults.routePrefix),
        durable.path("hubName").asText(defaults.hubName),
        numbers.positive(
            durable,
            "extensions.durableTask.maxConcurrentActivityFunctions",
            defaults.maxConcurrentActivityFunctions),
        numbers.positive(
            durable,
            "extensions.durableTask.maxConcurrentOrchestratorFunctions",
            defaults.maxConcurrentOrchestratorFunctions),
        numbers.positiveOrUnlimited(
            http, "extensions.http.maxOutstandingRequests", defaults.maxOutstandingRequests),
        texts(root.path("extensions").path("queues")),
        texts(root.path("logging").path("logLevel")));
  }

  private static Map<String, String> texts(JsonNode section) {
    Map<String, String> texts = new LinkedHashMap<>();
    section.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** Reads numbers of a host.json. */
  private record Numbers(String source) {

    int positive(JsonNode section, String key, int byDefault) {
      JsonNode value = section.path(key.substring(key.lastIndexOf('.') + 1));
      if (value.isMissingNode() || value.isNull()) {
        return byDefault;
      }
      if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
        throw new FunctionAppException(
            source + ": " + key + " must be a whole number of 1 or more, and is " + value + ".");
      }
      return value.intValue();
    }

    /** -1 is Azure's word for no limit; what this host bears is its limit then. */
    int positiveOrUnlimited(JsonNode section, String key, int byDefault) {
      JsonNode value = section.path(key.substring(key.lastIndexOf('.') + 1));
      return value.isInt() && value.intValue() == -1
          ? byDefault
          : positive(section, key, byDefault);
    }
  }

  public static List<String> unknownKeys(JsonNode section, String path) {
    List<String> unknown = new ArrayList<>();
    for (Iterator<String> names = section.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String key = path + name;
      if (SECTIONS.contains(key)) {
        unknown.addAll(unknownKeys(section.path(name), key + "."));
      } else if (!READ.contains(key) && !ONLY_IN_AZURE.contains(key)) {
        unknown.add(key);
      }
    }
    return unknown;
  }

  /** The prefix that an app setting of Azure's name overrides, without surrounding slashes. */
  public String routePrefix(AppSettings settings) {
    return settings
        .value("AzureFunctionsJobHost__extensions__http__routePrefix")
        .orElse(routePrefix)
        .replaceAll("^/+|/+$", "");
  }
}
