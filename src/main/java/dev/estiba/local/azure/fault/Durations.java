package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 90s}, {@code 2m}, {@code 1h}. */
final class Durations {

  static final String EXPECTED = "a duration such as \"500ms\", \"90s\", \"2m\" or \"1h\"";

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private Durations() {}

  static SimpleModule module() {
    return new SimpleModule()
        .addDeserializer(Duration.class, new Reader())
        .addSerializer(Duration.class, new Writer());
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static String text(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    boolean minutes = duration.toSecondsPart() == 0 && !duration.isZero();
    return minutes ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }

  private static final class Reader extends StdScalarDeserializer<Duration> {

    private static final long serialVersionUID = 1L;

    Reader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Matcher text = TEXT.matcher(parser.getText());
      if (!parser.hasToken(JsonToken.VALUE_STRING) || !text.matches()) {
        throw context.weirdStringException(parser.getText(), Duration.class, EXPECTED);
      }
      return of(Long.parseLong(text.group(1)), text.group(2));
    }
  }

  private static final class Writer extends StdScalarSerializer<Duration> {

    private static final long serialVersionUID = 1L;

    Writer() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(text(value));
    }
  }
}
