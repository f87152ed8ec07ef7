package dev.estiba.local;

import dev.estiba.functions.EstibaFunctions;
import dev.estiba.local.azure.LocalAzure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The app settings of the embedded mode: as in Azure, but with the services of this machine. */
final class EmbeddedSettings {

  private static final String NO_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

  /** There is no rate limit to keep to on loopback; but what has news says so by itself. */
  private static final String LONGEST_WATCH_INTERVAL_MILLIS = "5000";

  private static final String STORAGE = "AzureWebJobsStorage";

  private static final String SEALING_KEY = "ESTIBA_SEALING_KEY";

  private EmbeddedSettings() {}

  static Map<String, String> of(Map<String, String> environment, Path data, LocalAzure azure)
      throws IOException {
    Map<String, String> settings = new HashMap<>(environment);
    settings.putIfAbsent("ESTIBA_LONGEST_WATCH_INTERVAL_MILLIS", LONGEST_WATCH_INTERVAL_MILLIS);
    if (environment.getOrDefault(STORAGE, "").isBlank()) {
      settings.putIfAbsent("ESTIBA_LOG_DIRECTORY", data.resolve("logs").toString());
      settings.putIfAbsent("ESTIBA_STATE_DIRECTORY", data.resolve("state").toString());
    }
    if (!hasQueues(environment)) {
      settings.putIfAbsent("AzureWebJobs." + EstibaFunctions.QUEUE_FUNCTION + ".Disabled", "true");
    }
    settings.putIfAbsent("ESTIBA_APP", appName(data));
    if (environment.getOrDefault(SEALING_KEY, "").isBlank()) {
      settings.put(SEALING_KEY, new SealingKeyFile(data.resolve("sealing.key")).readOrMake());
    }
    settings.put("ESTIBA_ARM_ENDPOINT", azure.endpoint().toString());
    settings.put("ESTIBA_ARM_TOKEN", azure.token());
    settings.put("AZURE_SUBSCRIPTION_ID", NO_SUBSCRIPTION);
    return settings;
  }

  /** Whether a setting says where queues are, as the host looks for it. */
  private static boolean hasQueues(Map<String, String> environment) {
    return Stream.of("", "__queueServiceUri", "__serviceUri", "__accountName")
        .anyMatch(part -> !environment.getOrDefault(STORAGE + part, "").isBlank());
  }

  /** Goes with the folder, wherever that is moved: its groups are known again. */
  private static String appName(Path data) throws IOException {
    Path file = data.resolve("installation");
    if (!Files.exists(file)) {
      Path temporary = data.resolve("installation.tmp");
      Files.writeString(temporary, "local-" + UUID.randomUUID());
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).trim();
  }
}
