package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The response that a function builds. */
final class FunctionResponse implements HttpResponseMessage {

  private final HttpStatusType status;
  private final Map<String, String> headers;
  private final @Nullable Object body;

  private FunctionResponse(Builder builder) {
    this.status = builder.status;
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(builder.headers);
    this.headers = Collections.unmodifiableMap(copy);
    this.body = builder.body;
  }

  Map<String, String> headers() {
    return headers;
  }

  @Override
  public HttpStatusType getStatus() {
    return status;
  }

  @Override
  @SuppressWarnings("NullAway") // the library is not annotated; a missing header is null there too
  public @Nullable String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public @Nullable Object getBody() {
    return body;
  }

  static final class Builder implements HttpResponseMessage.Builder {

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private HttpStatusType status;
    private @Nullable Object body;

    Builder(HttpStatusType status) {
      this.status = status;
    }

    @Override
    public Builder status(HttpStatusType newStatus) {
      this.status = newStatus;
      return this;
    }

    @Override
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    @Override
    public Builder body(@Nullable Object newBody) {
      this.body = newBody;
      return this;
    }

    @Override
    public HttpResponseMessage build() {
      return new FunctionResponse(this);
    }
  }
}
