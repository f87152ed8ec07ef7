package dev.estiba.local;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The app settings of the embedded mode: as in Azure, but with the services of this machine. */
final class EmbeddedSettings {

  private static final String NO_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

  /** There is no rate limit to keep to on loopback. */
  private static final String WATCH_INTERVAL_MILLIS = "200";

  private EmbeddedSettings() {}

  static Map<String, String> of(Map<String, String> environment, Path data, URI armEndpoint) {
    Map<String, String> settings = new HashMap<>(environment);
    settings.putIfAbsent("ESTIBA_WATCH_INTERVAL_MILLIS", WATCH_INTERVAL_MILLIS);
    if (environment.getOrDefault("AzureWebJobsStorage", "").isBlank()) {
      settings.putIfAbsent("ESTIBA_LOG_DIRECTORY", data.resolve("logs").toString());
    }
    settings.putIfAbsent("ESTIBA_APP", appName(data));
    settings.put("ESTIBA_ARM_ENDPOINT", armEndpoint.toString());
    settings.put("AZURE_SUBSCRIPTION_ID", NO_SUBSCRIPTION);
    return settings;
  }

  /** The same for the same folder: its groups are known again at the next start. */
  private static String appName(Path data) {
    byte[] path = data.toString().getBytes(StandardCharsets.UTF_8);
    return "local-" + UUID.nameUUIDFromBytes(path);
  }
}
