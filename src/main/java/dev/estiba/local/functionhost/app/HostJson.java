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
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host reads of a host.json.
 *
 * @param routePrefix without slashes; empty for none
 * @param maxConcurrentActivityFunctions 1 or more
 * @param maxConcurrentOrchestratorFunctions 1 or more
 * @param maxOutstandingRequests HTTP requests at work at once; one more is answered 429
 */
public record HostJson(
    String routePrefix,
    String hubName,
    int maxConcurrentActivityFunctions,
    int maxConcurrentOrchestratorFunctions,
    int maxOutstandingRequests) {

  private static final Logger log = LoggerFactory.getLogger(HostJson.class);

  /** Keys that mean something in Azure and nothing on one machine. */
  private static final Set<String> ONLY_IN_AZURE =
      Set.of(
          "version",
          "extensionBundle",
          "functionTimeout",
          "logging",
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
          "extensions.queues",
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
      Set.of("extensions", "extensions.http", "extensions.durableTask");

  private static final Set<String> READ =
      Set.of(
          "extensions.http.routePrefix",
          "extensions.http.maxOutstandingRequests",
          "extensions.durableTask.hubName",
          "extensions.durableTask.maxConcurrentActivityFunctions",
          "extensions.durableTask.maxConcurrentOrchestratorFunctions");

  /** What holds without a host.json. */
  public static HostJson defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new HostJson("api", "TestHubName", 10 * processors, Math.max(4, 2 * processors), 1000);
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
      return of(root);
    } catch (JsonProcessingException e) {
      throw new FunctionAppException(source + " is no valid JSON: " + e.getMessage(), e);
    }
  }

  private static HostJson of(JsonNode root) {
    HostJson defaults = defaults();
    JsonNode http = root.path("extensions").path("http");
    JsonNode durable = root.path("extensions").path("durableTask");
    return new HostJson(
        http.path("routePrefix").asText(defaults.routePrefix),
        durable.path("hubName").asText(defaults.hubName),
        positive(
            durable, "maxConcurrentActivityFunctions", defaults.maxConcurrentActivityFunctions),
        positive(
            durable,
            "maxConcurrentOrchestratorFunctions",
            defaults.maxConcurrentOrchestratorFunctions),
        positive(http, "maxOutstandingRequests", defaults.maxOutstandingRequests));
  }

  private static int positive(JsonNode section, String key, int byDefault) {
    int value = section.path(key).asInt(byDefault);
    return value > 0 ? value : byDefault;
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
