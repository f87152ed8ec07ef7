package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.HttpResponseMessage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers with the HTTP functions of the app. */
final class HttpFunctions implements HttpEndpoint {

  private final RouteTable routes;
  private final FunctionInvoker invoker;

  HttpFunctions(RouteTable routes, FunctionInvoker invoker) {
    this.routes = routes;
    this.invoker = invoker;
  }

  @Override
  public HttpReply answer(HttpCall call) throws Exception {
    Optional<RouteTable.Match> match = routes.find(call.method(), call.segments());
    if (match.isEmpty()) {
      return HttpReply.of(404);
    }
    FunctionMethod function = match.get().function();
    try {
      return reply(invoker.invoke(function, new TriggerInput.Http(call, match.get().values())));
    } catch (BadRequestException e) {
      return HttpReply.message(400, e.getMessage());
    }
  }

  private static HttpReply reply(@Nullable Object returned) {
    if (!(returned instanceof HttpResponseMessage response)) {
      return returned == null ? HttpReply.of(204) : content(200, returned);
    }
    HttpReply reply = content(response.getStatusCode(), response.getBody());
    if (response instanceof FunctionResponse own) {
      for (Map.Entry<String, String> header : own.headers().entrySet()) {
        reply = reply.with(header.getKey(), header.getValue());
      }
    }
    return reply;
  }

  private static HttpReply content(int status, @Nullable Object body) {
    if (body == null) {
      return HttpReply.of(status);
    }
    if (body instanceof String text) {
      return HttpReply.text(status, "text/plain", text);
    }
    if (body instanceof byte[] bytes) {
      return HttpReply.bytes(status, "application/octet-stream", bytes);
    }
    return HttpReply.text(status, "application/json", WorkerJson.write(body));
  }
}
