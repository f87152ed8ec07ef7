package dev.estiba.local.functionhost.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.functionhost.web.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@code local.settings.json}, which developers keep beside host.json.
 *
 * @param values app settings
 * @param connectionStrings by name
 * @param port to listen on, 0 for any that is free; null if the file names none
 * @param cors origins of web pages that may call the host
 * @param corsCredentials whether they may send cookies
 */
public record LocalSettings(
    Map<String, String> values,
    Map<String, String> connectionStrings,
    @Nullable Integer port,
    List<String> cors,
    boolean corsCredentials) {

  private static final Logger log = LoggerFactory.getLogger(LocalSettings.class);

  private static final String CONNECTION_STRING = "ConnectionStrings:";

  private static final int LARGEST_PORT = 65_535;

  private static final Set<String> KEYS =
      Set.of("IsEncrypted", "Values", "ConnectionStrings", "Host");
  private static final Set<String> HOST_KEYS =
      Set.of("LocalHttpPort", "LocalHttpAddress", "CORS", "CORSCredentials");

  /**
   * Reads the file; there may be none.
   *
   * @throws FunctionAppException if it is no such file; the message names the key
   */
  public static LocalSettings readIfPresent(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? of(Files.readString(file), file.toString())
        : new LocalSettings(Map.of(), Map.of(), null, List.of(), false);
  }

  private static LocalSettings of(String text, String source) {
    JsonNode root;
    try {
      root = Json.read(text);
    } catch (JsonProcessingException e) {
      throw new FunctionAppException(source + " is no valid JSON: " + e.getMessage(), e);
    }
    if (!root.isObject()) {
      throw new FunctionAppException(source + " must be a section in braces, and is " + root + ".");
    }
    if (root.path("IsEncrypted").asBoolean(false)) {
      throw new FunctionAppException(
          source + " is encrypted. Decrypt it with 'func settings decrypt'.");
    }
    warnOfUnknownKeys(root, KEYS, "", source);
    warnOfUnknownKeys(root.path("Host"), HOST_KEYS, "Host.", source);
    return new LocalSettings(
        texts(root.path("Values"), "Values", source),
        texts(root.path("ConnectionStrings"), "ConnectionStrings", source),
        port(root.path("Host").path("LocalHttpPort"), source),
        origins(root.path("Host").path("CORS").asText("")),
        root.path("Host").path("CORSCredentials").asBoolean(false));
  }

  private static void warnOfUnknownKeys(
      JsonNode section, Set<String> known, String path, String source) {
    for (Iterator<String> keys = section.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.contains(key)) {
        log.warn("{}: '{}{}' is unknown to this host and ignored", source, path, key);
      }
    }
  }

  private static Map<String, String> texts(JsonNode section, String name, String source) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      if (entry.getValue().isContainerNode()) {
        throw new FunctionAppException(
            source + ": " + name + "." + entry.getKey() + " must be a text. Put it in quotes.");
      }
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    return texts;
  }

  private static @Nullable Integer port(JsonNode port, String source) {
    if (port.isMissingNode() || port.isNull()) {
      return null;
    }
    try {
      int number = Integer.parseInt(port.asText().strip());
      if (number >= 0 && number <= LARGEST_PORT) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number that is too large.
    }
    throw new FunctionAppException(
        source + ": Host.LocalHttpPort must be a port from 0 to 65535, and is " + port + ".");
  }

  /** All as app settings; a connection string is one called {@code ConnectionStrings:NAME}. */
  public Map<String, String> asSettings() {
    Map<String, String> settings = new LinkedHashMap<>(values);
    connectionStrings.forEach((name, value) -> settings.put(CONNECTION_STRING + name, value));
    return settings;
  }

  private static List<String> origins(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(o -> !o.isEmpty()).toList();
  }
}
