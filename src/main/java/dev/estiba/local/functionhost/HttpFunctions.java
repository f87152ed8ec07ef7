package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpResponseMessage;
import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.keys.Gate;
import dev.estiba.local.functionhost.keys.KeyLevel;
import dev.estiba.local.functionhost.web.BadRequestException;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpEndpoint;
import dev.estiba.local.functionhost.web.HttpReply;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers with the HTTP functions of the app. */
final class HttpFunctions implements HttpEndpoint {

  /** The methods that functions can be told of. */
  private static final Set<String> METHODS =
      Arrays.stream(HttpMethod.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  private final RouteTable routes;
  private final FunctionInvoker invoker;
  private final Gate gate;

  HttpFunctions(RouteTable routes, FunctionInvoker invoker, Gate gate) {
    this.routes = routes;
    this.invoker = invoker;
    this.gate = gate;
  }

  @Override
  public HttpReply answer(HttpCall call) throws Exception {
    Optional<RouteTable.Match> match = routes.find(call.method(), call.segments());
    if (match.isEmpty() || !METHODS.contains(call.method())) {
      return HttpReply.of(404);
    }
    FunctionMethod function = match.get().function();
    KeyLevel level = HostGate.levelOf(function.definition());
    if (!HostGate.admits(gate, level, call)) {
      return HostGate.unauthorized(level);
    }
    try {
      Object returned = invoker.invoke(function, new TriggerInput.Http(call, match.get().values()));
      return reply(answers(function) ? returned : null);
    } catch (BadRequestException e) {
      return HttpReply.message(400, e.getMessage());
    }
  }

  /** Whether what the function returns is the response, and not the message of a queue. */
  private static boolean answers(FunctionMethod function) {
    return function.definition().returnBinding().stream()
        .allMatch(Binding.HttpOutput.class::isInstance);
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
