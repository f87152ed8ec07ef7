package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.HttpRequestMessage;
import dev.estiba.local.functionhost.web.BadRequestException;
import dev.estiba.local.functionhost.web.HttpCall;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives an HTTP trigger's parameter its value: the whole request, or only its body. */
final class HttpParameter {

  private HttpParameter() {}

  static @Nullable Object valueOf(HttpCall call, Type type) {
    if (type == HttpRequestMessage.class) {
      return new FunctionRequest<@Nullable Object>(call, text(call));
    }
    if (type instanceof ParameterizedType generic
        && generic.getRawType() == HttpRequestMessage.class) {
      return new FunctionRequest<@Nullable Object>(
          call, body(call, generic.getActualTypeArguments()[0]));
    }
    return body(call, type);
  }

  private static @Nullable Object body(HttpCall call, Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return call.body().length == 0
          ? Optional.empty()
          : Optional.ofNullable(body(call, generic.getActualTypeArguments()[0]));
    }
    if (type == byte[].class) {
      return call.body();
    }
    return TextValues.convert("body", text(call), type);
  }

  /** The body as text; null if there is none. */
  static @Nullable String text(HttpCall call) {
    return call.body().length == 0 ? null : new String(call.body(), charset(call));
  }

  private static Charset charset(HttpCall call) {
    String type = call.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    int at = type.indexOf("charset=");
    if (at < 0) {
      return StandardCharsets.UTF_8;
    }
    String name = type.substring(at + "charset=".length()).split(";", 2)[0].replace("\"", "");
    try {
      return Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new BadRequestException("The charset '" + name + "' is unknown.", e);
    }
  }
}
