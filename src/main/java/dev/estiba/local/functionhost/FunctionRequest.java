package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import dev.estiba.local.functionhost.web.HttpCall;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request as a function sees it. */
final class FunctionRequest<T extends @Nullable Object> implements HttpRequestMessage<T> {

  private final HttpCall call;
  private final T body;

  FunctionRequest(HttpCall call, T body) {
    this.call = call;
    this.body = body;
  }

  @Override
  public URI getUri() {
    return call.uri();
  }

  @Override
  public HttpMethod getHttpMethod() {
    return HttpMethod.value(call.method());
  }

  /** Names in lower case, as the Functions host hands them over. */
  @Override
  public Map<String, String> getHeaders() {
    return call.headers();
  }

  @Override
  public Map<String, String> getQueryParameters() {
    return call.query().nonEmptyValues();
  }

  @Override
  public T getBody() {
    return body;
  }

  @Override
  public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
    return new FunctionResponse.Builder(status);
  }

  @Override
  public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
    return new FunctionResponse.Builder(status);
  }
}
