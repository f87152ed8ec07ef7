package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP functions with every kind of parameter and result. */
public class HttpSamples {

  /** What JSON bodies become. */
  public static class Cargo {
    public String name = "";
    public int tons;
  }

  @FunctionName("Echo")
  public HttpResponseMessage echo(
      @HttpTrigger(name = "req", authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    Map<String, Object> seen = new TreeMap<>();
    seen.put("method", request.getHttpMethod().name());
    seen.put("uri", request.getUri().toString());
    seen.put("body", request.getBody().orElse("none"));
    seen.put("query", request.getQueryParameters());
    seen.put("header", request.getHeaders().get("x-sample"));
    seen.put("function", context.getFunctionName());
    seen.put("logger", context.getLogger().getName());
    seen.put("invocation", context.getInvocationId().length());
    return request
        .createResponseBuilder(HttpStatus.CREATED)
        .header("X-Made", "yes")
        .body(seen)
        .build();
  }

  @FunctionName("Greet")
  public String greet(
      @HttpTrigger(
              name = "req",
              methods = {HttpMethod.GET},
              route = "greetings/{name}/{count:int?}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("name") String name,
      @BindingName("count") Integer count,
      @BindingName("mood") String mood) {
    return name + " " + count + " " + mood;
  }

  @FunctionName("GreetAdmiral")
  public String greetAdmiral(
      @HttpTrigger(
              name = "req",
              methods = {HttpMethod.GET},
              route = "greetings/admiral")
          String body) {
    return "Admiral on deck";
  }

  @FunctionName("Files")
  public String files(
      @HttpTrigger(
              name = "req",
              methods = {HttpMethod.GET, HttpMethod.HEAD},
              route = "files/{*path}")
          HttpRequestMessage<String> request,
      @BindingName("path") String path) {
    return "file " + path;
  }

  @FunctionName("Reverse")
  public byte[] reverse(
      @HttpTrigger(
              name = "req",
              methods = {HttpMethod.POST},
              dataType = "binary")
          HttpRequestMessage<Optional<byte[]>> request) {
    byte[] in = request.getBody().orElse(new byte[0]);
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i++) {
      out[in.length - 1 - i] = in[i];
    }
    return out;
  }

  @FunctionName("Size")
  public int size(
      @HttpTrigger(
              name = "req",
              methods = {HttpMethod.POST})
          byte[] body) {
    return body.length;
  }

  @FunctionName("Load")
  public Cargo load(
      @HttpTrigger(
              name = "req",
              methods = {HttpMethod.POST})
          Cargo cargo) {
    cargo.tons++;
    return cargo;
  }

  @FunctionName("Fail")
  public String fail(@HttpTrigger(name = "req") String body) {
    throw new IllegalStateException("the hold is on fire");
  }

  @FunctionName("Nothing")
  public void nothing(@HttpTrigger(name = "req") String body) {}
}
