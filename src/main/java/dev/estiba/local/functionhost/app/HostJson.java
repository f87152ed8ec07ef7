package dev.estiba.local.functionhost.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.web.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
 * @param functionTimeout how long one run of a function may take; null for no limit
 */
public record HostJson(
    String routePrefix,
    String hubName,
    int maxConcurrentActivityFunctions,
    int maxConcurrentOrchestratorFunctions,
    int maxOutstandingRequests,
    Map<String, String> queues,
    Map<String, String> logLevels,
    @Nullable Duration functionTimeout) {

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
          "functionTimeout",
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
        Map.of(),
        null);
  }

  /**
   * Reads a file; there may be none.
   *
   * @param settings those called {@code AzureFunctionsJobHost__a__b} win over {@code a.b}
   * @throws FunctionAppException if it is no JSON, or has a value that cannot be
   */
  public static HostJson readIfPresent(Path file, AppSettings settings) throws IOException {
    String text = Files.isRegularFile(file) ? Files.readString(file) : "{}";
    return read(text, file.toString(), settings);
  }

  /**
   * Reads a stream to its end.
   *
   * @param source what to call the stream in messages
   * @param settings those called {@code AzureFunctionsJobHost__a__b} win over {@code a.b}
   * @throws FunctionAppException if it is no JSON, or has a value that cannot be
   */
  public static HostJson read(InputStream stream, String source, AppSettings settings)
      throws IOException {
    return read(new String(stream.readAllBytes(), StandardCharsets.UTF_8), source, settings);
  }

  private static HostJson read(String text, String source, AppSettings settings) {
    try {
      JsonNode root = new HostJsonOverrides(READ).apply(Json.read(text), settings);
      unknownKeys(root, "")
          .forEach(key -> log.warn("{}: '{}' is unknown to this host and ignored", source, key));
      return of(new HostJsonReader(root, source));
    } catch (JsonProcessingException e) {
      throw new FunctionAppException(source + " is no valid JSON: " + e.getMessage(), e);
    }
  }

  private static HostJson of(HostJsonReader json) {
    HostJson defaults = defaults();
    return new HostJson(
        json.text("extensions.http.routePrefix", defaults.routePrefix).replaceAll("^/+|/+$", ""),
        json.text("extensions.durableTask.hubName", defaults.hubName),
        json.number(
            "extensions.durableTask.maxConcurrentActivityFunctions",
            1,
            defaults.maxConcurrentActivityFunctions),
        json.number(
            "extensions.durableTask.maxConcurrentOrchestratorFunctions",
            1,
            defaults.maxConcurrentOrchestratorFunctions),
        outstandingRequests(json, defaults.maxOutstandingRequests),
        json.texts("extensions.queues"),
        json.texts("logging.logLevel"),
        json.limit("functionTimeout").orElse(null));
  }

  /** -1 is Azure's word for no limit; what this host bears is its limit then. */
  private static int outstandingRequests(HostJsonReader json, int byDefault) {
    String key = "extensions.http.maxOutstandingRequests";
    return json.text(key, "").strip().equals("-1") ? byDefault : json.number(key, 1, byDefault);
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
}
