package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.testing.NeedsDocker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group's containers share on a container engine, asked for over ARM. */
@NeedsDocker
final class DockerGroupsIT {

  @TempDir Path data;
  @TempDir Path shares;
  private LocalAzure azure;
  private ArmClient arm;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.DOCKER).withFileShares(shares));
    arm = new ArmClient(azure);
    arm.createResourceGroup();
  }

  @AfterEach
  void stop() throws Exception {
    arm.delete("g1");
    arm.delete("g2");
    assertThat(engineHas("ps -a -q")).isEmpty();
    assertThat(engineHas("volume ls -q")).isEmpty();
    azure.close();
  }

  /** What is labelled as of this folder. */
  private String engineHas(String command) throws Exception {
    String filter =
        " --filter label=dev.estiba.local.azure.data=" + Files.readString(data.resolve("id"));
    Process docker = new ProcessBuilder(("docker " + command + filter).split(" ")).start();
    return new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static ObjectNode aGroup(String script) {
    return ArmClient.group("busybox", List.of("/bin/sh", "-c", script), Map.of());
  }

  private static ObjectNode addContainer(
      ObjectNode group, String kind, String name, String script) {
    ObjectNode container = aGroup(script).withObject("/properties/containers/0").deepCopy();
    container.put("name", name);
    if (kind.equals("initContainers")) {
      ((ObjectNode) container.path("properties")).remove("resources");
    }
    group.withObject("/properties").withArray(kind).add(container);
    return container;
  }

  private static void mount(ObjectNode container, String volume, String path) {
    container
        .withObject("/properties")
        .withArray("volumeMounts")
        .addObject()
        .put("name", volume)
        .put("mountPath", path);
  }

  private static ObjectNode mainOf(ObjectNode group) {
    return group.withObject("/properties/containers/0");
  }

  private static ArrayNode volumes(ObjectNode group) {
    return group.withObject("/properties").withArray("volumes");
  }

  private void awaitState(String state) {
    await().untilAsserted(() -> assertThat(arm.get("g1").state()).isEqualTo(state));
  }

  @Test
  void containers_meet_on_localhost_after_init_containers_filled_their_volume() {
    ObjectNode group =
        aGroup("until wget -q -O - http://127.0.0.1:8080/answer 2> /dev/null; do sleep 0.1; done");
    ObjectNode init = addContainer(group, "initContainers", "prepare", "echo 42 > /work/answer");
    ObjectNode server =
        addContainer(group, "containers", "server", "exec httpd -f -p 8080 -h /www");
    volumes(group).addObject().put("name", "scratch").putObject("emptyDir");
    mount(init, "scratch", "/work");
    mount(server, "scratch", "/www");

    assertThat(arm.create("g1", group).status()).isEqualTo(201);

    await().until(() -> arm.get("g1").currentState().path("state").asText().equals("Terminated"));
    assertThat(arm.log("g1")).isEqualTo("42\n");
    assertThat(arm.get("g1").state()).isEqualTo("Running");
  }

  @Test
  void secrets_and_file_shares_are_mounted() throws Exception {
    Path share = Files.createDirectories(shares.resolve("account").resolve("share"));
    Files.writeString(share.resolve("in"), "from the share\n");
    ObjectNode group = aGroup("cat /secrets/key /share/in; echo out > /share/out");
    String secret = Base64.getEncoder().encodeToString("hush\n".getBytes(StandardCharsets.UTF_8));
    volumes(group).addObject().put("name", "secrets").putObject("secret").put("key", secret);
    volumes(group)
        .addObject()
        .put("name", "files")
        .putObject("azureFile")
        .put("storageAccountName", "account")
        .put("shareName", "share");
    mount(mainOf(group), "secrets", "/secrets");
    mount(mainOf(group), "files", "/share");

    arm.create("g1", group);

    awaitState("Succeeded");
    assertThat(arm.log("g1")).isEqualTo("hush\nfrom the share\n");
    assertThat(share.resolve("out")).hasContent("out");
  }

  @Test
  void two_groups_may_have_the_same_port() throws Exception {
    for (String name : List.of("g1", "g2")) {
      ObjectNode group =
          aGroup("mkdir /www; echo " + name + " > /www/index.html; httpd -f -p 80 -h /www");
      group
          .withObject("/properties/ipAddress")
          .put("type", "Public")
          .putArray("ports")
          .addObject()
          .put("port", 80);
      arm.create(name, group);
    }

    for (String name : List.of("g1", "g2")) {
      await().until(() -> arm.get(name).state().equals("Running"));
      String ip = arm.get(name).json().at("/properties/ipAddress/ip").asText();
      await().ignoreExceptions().until(() -> page(ip).equals(name + "\n"));
    }
  }

  private static String page(String ip) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + ip + ":80/")).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void a_container_gets_a_token_of_its_groups_identity_that_is_let_in() throws Exception {
    String script =
        "wget -q -O - --header \"X-IDENTITY-HEADER: $IDENTITY_HEADER\""
            + " \"$IDENTITY_ENDPOINT?api-version=2019-08-01&resource=https://management.azure.com/\"";
    ObjectNode group = aGroup(script);
    group.putObject("identity").put("type", "SystemAssigned");

    arm.create("g1", group);

    awaitState("Succeeded");
    JsonNode answer = Json.MAPPER.readTree(arm.log("g1"));
    ArmClient container = new ArmClient(azure.endpoint(), answer.path("access_token").asText());
    assertThat(container.get("g1").status()).isEqualTo(200);
  }

  @Test
  void a_stopped_group_keeps_its_log_and_starts_anew() {
    arm.create("g1", aGroup("echo started; exec sleep 600"));
    await().until(() -> arm.log("g1").equals("started\n"));

    arm.send("POST", ArmClient.GROUPS + "/g1/stop", "");

    assertThat(arm.get("g1").state()).isEqualTo("Stopped");
    assertThat(arm.log("g1")).isEqualTo("started\n");
    assertThat(arm.send("POST", ArmClient.GROUPS + "/g1/start", "").status()).isEqualTo(202);
    awaitState("Running");
    await().until(() -> arm.log("g1").equals("started\n"));
  }

  @Test
  void a_restart_of_azure_finds_the_group_with_its_network_and_volumes() throws Exception {
    ObjectNode group = aGroup("until [ -e /work/go ]; do sleep 0.1; done; cat /work/go");
    ObjectNode other = addContainer(group, "containers", "other", "sleep 3; echo late > /work/go");
    volumes(group).addObject().put("name", "scratch").putObject("emptyDir");
    mount(mainOf(group), "scratch", "/work");
    mount(other, "scratch", "/work");
    arm.create("g1", group);
    awaitState("Running");

    azure.close();
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.DOCKER));
    arm = new ArmClient(azure);

    awaitState("Succeeded");
    assertThat(arm.log("g1")).isEqualTo("late\n");
    JsonNode view = arm.get("g1").container().path("instanceView");
    assertThat(view.path("restartCount").asInt(-1)).isZero();
  }
}
