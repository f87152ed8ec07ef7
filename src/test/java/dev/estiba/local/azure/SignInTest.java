package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients that know only this server's address come to a token. */
final class SignInTest {

  private static final String TOKEN = "/my-tenant/oauth2/v2.0/token";

  @TempDir Path data;
  private LocalAzure azure;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(azure.endpoint().resolve(path));
  }

  private JsonNode get(String path) throws Exception {
    return Json.MAPPER.readTree(send(request(path)).body());
  }

  private Map<String, String> form() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", "any");
    form.put("client_secret", azure.token());
    form.put("scope", "https://management.azure.com/.default");
    return form;
  }

  private HttpResponse<String> ask(Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(TOKEN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private int statusWith(String token) throws Exception {
    return send(request("/subscriptions?api-version=2022-12-01")
            .header("Authorization", "Bearer " + token))
        .statusCode();
  }

  @Test
  void the_metadata_of_the_cloud_tell_where_all_is_without_a_token() throws Exception {
    JsonNode cloud = get("/metadata/endpoints?api-version=2022-09-01");

    assertThat(cloud.path("resourceManager").asText()).isEqualTo(azure.endpoint() + "/");
    assertThat(cloud.at("/authentication/loginEndpoint").asText())
        .isEqualTo(azure.endpoint().toString());
    assertThat(get("/metadata/endpoints?api-version=2019-05-01").path(0)).isEqualTo(cloud);
    assertThat(send(request("/metadata/endpoints")).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://management.azure.com/", "https://management.core.windows.net/"})
  void a_client_secret_is_exchanged_for_a_token_that_is_let_in(String audience) throws Exception {
    URI found =
        URI.create(
            get("/my-tenant/v2.0/.well-known/openid-configuration")
                .path("token_endpoint")
                .asText());
    assertThat(found).isEqualTo(azure.endpoint().resolve(TOKEN));
    Map<String, String> form = form();
    form.put("scope", audience + "/.default");

    JsonNode answer = Json.MAPPER.readTree(ask(form).body());

    assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.path("expires_in").asInt()).isPositive();
    assertThat(statusWith(answer.path("access_token").asText())).isEqualTo(200);
  }

  @Test
  void a_token_for_this_server_is_let_in_and_one_for_another_is_not() throws Exception {
    for (String audience : new String[] {azure.endpoint().toString(), "https://vault.azure.net"}) {
      Map<String, String> form = form();
      form.put("scope", audience + "/.default");
      String token = Json.MAPPER.readTree(ask(form).body()).path("access_token").asText();

      int expected = audience.startsWith("https://vault") ? 401 : 200;
      assertThat(statusWith(token)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "client_secret,wrong,401,invalid_client",
    "client_secret,'',401,invalid_client",
    "grant_type,password,400,unsupported_grant_type",
    "scope,https://management.azure.com,400,invalid_scope",
  })
  void what_is_wrong_is_named(String field, String value, int status, String error)
      throws Exception {
    Map<String, String> form = form();
    form.put(field, value);

    HttpResponse<String> answer = ask(form);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"error\":\"" + error + "\"").contains(field);
  }

  @Test
  void a_web_page_cannot_sign_in() throws Exception {
    assertThat(
            send(request(TOKEN)
                    .header("Origin", "https://evil.example")
                    .POST(HttpRequest.BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(403);
  }
}
