package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The local Azure of an {@code ./estiba up}: asked, and told how to misbehave. */
record LocalArm(URI endpoint, String token) {

  private static final Pattern BEHIND =
      Pattern.compile("Container groups run as \\S+ behind (http://127\\.0\\.0\\.1:\\d+)");
  private static final String GROUPS =
      "/subscriptions/00000000-0000-0000-0000-000000000000/providers"
          + "/Microsoft.ContainerInstance/containerGroups?api-version=2023-05-01";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static LocalArm of(RunningHost host, Path data) {
    Matcher behind = BEHIND.matcher(host.process().stderr());
    assertThat(behind.find()).as(host.process().stderr()).isTrue();
    try {
      String token = Files.readString(data.resolve("azure").resolve("token")).trim();
      return new LocalArm(URI.create(behind.group(1)), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void behave(String yaml) {
    send("PUT", "/local/behavior", yaml, 200);
  }

  /** Returns the rule's index in {@link #acted}. */
  int addRule(String yaml) {
    return send("POST", "/local/behavior/rules", yaml, 201).path("index").asInt();
  }

  /** How often each rule acted. */
  List<Long> acted() {
    List<Long> acted = new ArrayList<>();
    send("GET", "/local/behavior", "", 200)
        .path("counts")
        .forEach(count -> acted.add(count.path("acted").asLong()));
    return acted;
  }

  /** The names of all container groups that are there. */
  Set<String> groups() {
    Set<String> names = new TreeSet<>();
    send("GET", GROUPS, "", 200)
        .path("value")
        .forEach(group -> names.add(group.path("name").asText()));
    return names;
  }

  private JsonNode send(String method, String path, String body, int status) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/yaml")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(body + " " + answer.body()).isEqualTo(status);
      return Json.parse(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
