package dev.estiba.local.functionhost.storage;

import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.TimeSpan;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The values of host.json's {@code extensions.queues}, being read. */
final class QueueSettings {

  private static final Logger log = LoggerFactory.getLogger(QueueSettings.class);

  private final Map<String, String> values;
  private final Set<String> read = new HashSet<>();

  QueueSettings(Map<String, String> values) {
    this.values = values;
  }

  int number(String key, int byDefault) {
    String value = value(key);
    try {
      return value == null ? byDefault : Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw problem(key, "a whole number", value);
    }
  }

  Duration duration(String key, Duration byDefault) {
    String value = value(key);
    if (value == null) {
      return byDefault;
    }
    return TimeSpan.parse(value).orElseThrow(() -> problem(key, "a time such as 00:00:30", value));
  }

  MessageEncoding encoding(String key, MessageEncoding byDefault) {
    String value = value(key);
    try {
      return value == null
          ? byDefault
          : MessageEncoding.valueOf(value.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw problem(key, "base64 or none", value);
    }
  }

  void warnOfUnknownKeys() {
    values.keySet().stream()
        .filter(key -> !read.contains(key))
        .forEach(key -> log.warn("host.json: 'extensions.queues.{}' is unknown, ignored", key));
  }

  private @Nullable String value(String key) {
    read.add(key);
    return values.get(key);
  }

  private static FunctionAppException problem(String key, String expected, @Nullable String value) {
    return new FunctionAppException(
        "host.json: extensions.queues."
            + key
            + " must be "
            + expected
            + ", and is '"
            + value
            + "'.");
  }
}
