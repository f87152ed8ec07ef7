package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Plain HTTP to a local Azure: one subscription, one resource group. */
final class ArmClient {

  static final String RESOURCE_GROUP = "/subscriptions/s1/resourceGroups/Rg1";
  static final String GROUPS =
      RESOURCE_GROUP + "/providers/Microsoft.ContainerInstance/containerGroups";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient PLAIN = HttpClient.newHttpClient();

  private final URI endpoint;
  private final String authorization;
  private final HttpClient http;

  ArmClient(LocalAzure azure) {
    this(azure.endpoint(), azure.token());
  }

  ArmClient(URI endpoint, String token) {
    this(endpoint, token, PLAIN);
  }

  ArmClient(URI endpoint, String token, HttpClient http) {
    this.endpoint = endpoint;
    this.http = http;
    this.authorization = "Bearer " + token;
  }

  record Answer(int status, HttpHeaders headers, JsonNode json) {

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    String code() {
      return json.at("/error/code").asText();
    }

    String message() {
      return json.at("/error/message").asText();
    }

    String provisioningState() {
      return json.at("/properties/provisioningState").asText();
    }

    String state() {
      return json.at("/properties/instanceView/state").asText();
    }

    JsonNode container() {
      return json.at("/properties/containers/0/properties");
    }

    JsonNode currentState() {
      return container().at("/instanceView/currentState");
    }
  }

  void createResourceGroup() {
    send("PUT", RESOURCE_GROUP, "{\"location\":\"westeurope\"}");
  }

  Answer create(String name, ObjectNode body) {
    return send("PUT", GROUPS + "/" + name, body.toString());
  }

  Answer get(String name) {
    return send("GET", GROUPS + "/" + name, "");
  }

  Answer getAs(String name, String apiVersion) {
    return sendTo(endpoint.resolve(GROUPS + "/" + name + "?api-version=" + apiVersion), "GET", "");
  }

  Answer delete(String name) {
    return send("DELETE", GROUPS + "/" + name, "");
  }

  Answer logs(String name, String query) {
    return send("GET", GROUPS + "/" + name + "/containers/main/logs?" + query, "");
  }

  String log(String name) {
    return logs(name, "").json().path("content").asText();
  }

  Answer send(String method, String path, String body) {
    String separator = path.contains("?") ? "&" : "?";
    return sendTo(endpoint.resolve(path + separator + "api-version=2023-05-01"), method, body);
  }

  Answer sendTo(URI uri, String method, String body) {
    return sendAs("application/json", uri, method, body);
  }

  /** How the local Azure is to behave from now on, in YAML. */
  Answer behave(String yaml) {
    return sendAs("application/yaml", endpoint.resolve("/local/behavior"), "PUT", yaml);
  }

  Answer sendAs(String contentType, URI uri, String method, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", contentType)
            .header("Authorization", authorization)
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode json =
          response.body().isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(response.body());
      return new Answer(response.statusCode(), response.headers(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection on which one request is sent and nothing is read yet. */
  Socket open(String method, String path, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + (" " + path + "?api-version=2023-05-01 HTTP/1.1\r\n")
            + "Host: 127.0.0.1\r\n"
            + ("Authorization: " + authorization + "\r\n")
            + ("Content-Length: " + content.length + "\r\n\r\n");
    Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(content);
    return socket;
  }

  /** What the server sends before it closes the connection. */
  String readToEnd(String method, String path, String body) throws IOException {
    try (Socket socket = open(method, path, body)) {
      socket.setSoTimeout(10_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A group of one container named main. */
  static ObjectNode group(String image, List<String> command, Map<String, String> environment) {
    ObjectNode body = MAPPER.createObjectNode().put("location", "West Europe");
    ObjectNode properties = body.putObject("properties");
    properties.put("osType", "Linux").put("restartPolicy", "Never");
    ObjectNode container = properties.putArray("containers").addObject().put("name", "main");
    ObjectNode details = container.putObject("properties").put("image", image);
    if (!command.isEmpty()) {
      command.forEach(details.putArray("command")::add);
    }
    var variables = details.putArray("environmentVariables");
    environment.forEach(
        (name, value) -> variables.addObject().put("name", name).put("value", value));
    details.putObject("resources").putObject("requests").put("cpu", 1).put("memoryInGB", 0.5);
    return body;
  }
}
