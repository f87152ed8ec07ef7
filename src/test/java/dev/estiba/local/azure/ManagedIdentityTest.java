package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the containers of a group with a managed identity get. */
final class ManagedIdentityTest {

  private static final String AUDIENCE = "https://management.azure.com/";
  private static final String MINE =
      "/subscriptions/s1/resourcegroups/r/providers/Microsoft.ManagedIdentity"
          + "/userAssignedIdentities/mine";

  @TempDir Path data;
  private LocalAzure azure;
  private ArmClient arm;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.PROCESS));
    arm = new ArmClient(azure);
    arm.createResourceGroup();
  }

  @AfterEach
  void stop() throws Exception {
    arm.delete("g1");
    azure.close();
  }

  /** A program in a container that is written for Azure. */
  static final class Main {
    public static void main(String[] arguments) {
      System.out.println(
          new ManagedIdentityCredentialBuilder()
              .build()
              .getTokenSync(new TokenRequestContext().addScopes(AUDIENCE + ".default"))
              .getToken());
    }
  }

  /** Creates a group that says what its environment is, and returns that. */
  private Map<String, String> environmentOf(String identityType) {
    String script = "echo $IDENTITY_ENDPOINT $IDENTITY_HEADER; sleep 60";
    ObjectNode group = ArmClient.group("any", List.of("sh", "-c", script), Map.of());
    ObjectNode identity = group.putObject("identity").put("type", identityType);
    if (identityType.contains("UserAssigned")) {
      identity.putObject("userAssignedIdentities").putObject(MINE);
    }
    assertThat(arm.create("g1", group).status()).isEqualTo(201);
    await().until(() -> arm.log("g1").endsWith("\n"));
    String[] words = arm.log("g1").trim().split(" ");
    return Map.of("IDENTITY_ENDPOINT", words[0], "IDENTITY_HEADER", words[1]);
  }

  private static JsonNode claims(String token) throws Exception {
    byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return Json.MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> ask(String endpoint, String query, String header)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "?api-version=2019-08-01&" + query))
            .header("X-IDENTITY-HEADER", header)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void azures_library_gets_a_token_of_the_groups_identity() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    ObjectNode group = ArmClient.group("any", command, Map.of());
    group.putObject("identity").put("type", "SystemAssigned");
    assertThat(arm.create("g1", group).status()).isEqualTo(201);
    await().atMost(Duration.ofSeconds(60)).until(() -> arm.get("g1").state().equals("Succeeded"));

    JsonNode claims = claims(arm.log("g1").lines().reduce((first, last) -> last).orElseThrow());

    assertThat(claims.path("oid").asText())
        .isEqualTo(arm.get("g1").json().at("/identity/principalId").asText());
    assertThat(claims.path("aud").asText()).startsWith("https://management.azure.com");
    assertThat(Instant.ofEpochSecond(claims.path("exp").asLong()))
        .isAfter(Instant.now().plus(Duration.ofHours(23)));
  }

  @Test
  void the_only_user_assigned_identity_needs_no_name() throws Exception {
    Map<String, String> environment = environmentOf("UserAssigned");
    JsonNode shown =
        arm.get("g1").json().path("identity").path("userAssignedIdentities").iterator().next();

    String answer =
        ask(
                environment.get("IDENTITY_ENDPOINT"),
                "resource=" + AUDIENCE,
                environment.get("IDENTITY_HEADER"))
            .body();

    JsonNode json = Json.MAPPER.readTree(answer);
    assertThat(json.path("client_id").asText()).isEqualTo(shown.path("clientId").asText());
    assertThat(claims(json.path("access_token").asText()).path("oid").asText())
        .isEqualTo(shown.path("principalId").asText());
  }

  @Test
  void a_token_for_azure_resource_manager_is_let_in_there_and_others_are_not() throws Exception {
    Map<String, String> environment = environmentOf("SystemAssigned");

    assertThat(statusWith(environment, AUDIENCE)).isEqualTo(200);
    assertThat(statusWith(environment, "https://vault.azure.net")).isEqualTo(401);
  }

  /** Of a request to this Azure with the group's token for an audience. */
  private int statusWith(Map<String, String> environment, String audience) throws Exception {
    String answer =
        ask(
                environment.get("IDENTITY_ENDPOINT"),
                "resource=" + audience,
                environment.get("IDENTITY_HEADER"))
            .body();
    String token = Json.MAPPER.readTree(answer).path("access_token").asText();
    return new ArmClient(azure.endpoint(), token).get("g1").status();
  }

  @Test
  void whoever_is_no_container_of_a_group_or_asks_for_another_identity_is_refused()
      throws Exception {
    Map<String, String> environment = environmentOf("SystemAssigned");
    String endpoint = environment.get("IDENTITY_ENDPOINT");
    String header = environment.get("IDENTITY_HEADER");

    assertThat(ask(endpoint, "resource=x", "guess").statusCode()).isEqualTo(401);
    assertThat(ask(endpoint, "", header).body()).contains("'resource' is missing");
    assertThat(ask(endpoint, "resource=x&client_id=other", header).body())
        .contains("Identity not found");
    arm.delete("g1");
    assertThat(ask(endpoint, "resource=x", header).statusCode()).isEqualTo(401);
  }

  @Test
  void connections_to_the_endpoint_are_limited() throws Exception {
    URI endpoint = URI.create(environmentOf("SystemAssigned").get("IDENTITY_ENDPOINT"));
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.setSoTimeout(5_000);
      sockets.add(socket);
    }
    assertThat(sockets.get(0).getInputStream().read()).isEqualTo('H');

    Socket last = sockets.get(299);
    last.setSoTimeout(500);
    assertThatThrownBy(() -> last.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void the_secret_of_a_group_is_no_token() throws Exception {
    String secret = environmentOf("SystemAssigned").get("IDENTITY_HEADER");
    String[] parts = secret.split("\\.");
    String uid = parts.length > 1 ? parts[0] : uidOfTheOnlyProcess();
    String signature = parts[parts.length - 1];

    assertThat(new ArmClient(azure.endpoint(), secret).get("g1").status()).isEqualTo(401);
    assertThat(new ArmClient(azure.endpoint(), "group " + uid + "." + signature).get("g1").status())
        .isEqualTo(401);
  }

  /** The directory of a process is named after its group, its container and its run. */
  private String uidOfTheOnlyProcess() {
    return data.resolve("containers").toFile().list()[0].split("-")[0];
  }

  @Test
  void a_running_container_finds_the_endpoint_again_after_a_restart() throws Exception {
    Map<String, String> environment = environmentOf("SystemAssigned");

    azure.close();
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.PROCESS));
    arm = new ArmClient(azure);

    assertThat(
            ask(
                    environment.get("IDENTITY_ENDPOINT"),
                    "resource=" + AUDIENCE,
                    environment.get("IDENTITY_HEADER"))
                .statusCode())
        .isEqualTo(200);
  }
}
