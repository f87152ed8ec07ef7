package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which volumes are let in. */
final class VolumeRulesTest {

  @TempDir Path data;
  @TempDir Path shares;
  private LocalAzure azure;
  private ArmClient arm;

  @BeforeEach
  void start() throws Exception {
    azure =
        LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED).withFileShares(shares));
    arm = new ArmClient(azure);
    arm.createResourceGroup();
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  private static ObjectNode aGroup(String volume, String mount) throws Exception {
    ObjectNode group = ArmClient.group("img", List.of(), Map.of());
    group.withObject("/properties").withArray("volumes").add(json(volume));
    group
        .withObject("/properties/containers/0/properties")
        .withArray("volumeMounts")
        .add(json(mount));
    return group;
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'x','emptyDir':{}} | {} | 5 to 63 lowercase letters",
        "{'name':'volume'} | {} | must have one of [emptyDir, secret, azureFile, gitRepo]",
        "{'name':'volume','emptyDir':{},'secret':{'a':'YQ=='}} | {} | must have one of",
        "{'name':'volume','secret':{'a':'no base64'}} | {} | 'a' of volume 'volume'",
        "{'name':'volume','secret':{'..':'YQ=='}} | {} | must be a file name",
        "{'name':'volume','gitRepo':{'directory':'.'}} | {} | needs a gitRepo.repository",
        "{'name':'volume','azureFile':{'storageAccountName':'../a','shareName':'abc'}} | {} | needs"
            + " an azureFile.storageAccountName",
        "{'name':'volume','azureFile':{'storageAccountName':'abc','shareName':'..'}} | {} |"
            + " azureFile.shareName",
        "{'name':'volume','emptyDir':{}} | {'name':'other','mountPath':'/x'} | 'other', which is"
            + " not defined",
        "{'name':'volume','emptyDir':{}} | {'name':'volume','mountPath':'x'} | must be absolute",
        "{'name':'volume','emptyDir':{}} | {'name':'volume','mountPath':''} | must be absolute",
        "{'name':'volume','emptyDir':{}} | {'name':'volume','mountPath':'/a:/b'} | without ':'",
        "{'name':'volume','emptyDir':{}} | {'name':'volume','mountPath':'/'} | must be absolute",
      })
  void a_volume_or_mount_that_cannot_be_is_refused(String volume, String mount, String why)
      throws Exception {
    ArmClient.Answer answer = arm.create("g1", aGroup(volume, mount));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("InvalidVolume");
    assertThat(answer.message()).contains("container group 'g1'", why);
  }

  @Test
  void a_file_share_is_a_directory_below_the_folder_of_shares_and_nothing_else(
      @TempDir Path elsewhere) throws Exception {
    Files.createDirectories(shares.resolve("account").resolve("share"));
    Files.createSymbolicLink(shares.resolve("account").resolve("link"), elsewhere);
    String mount = "{'name':'volume','mountPath':'/data'}";

    assertThat(arm.create("g1", aGroup(share("share"), mount)).status()).isEqualTo(201);
    ArmClient.Answer missing = arm.create("g2", aGroup(share("none"), mount));
    ArmClient.Answer link = arm.create("g2", aGroup(share("link"), mount));

    assertThat(missing.code()).isEqualTo("FileShareNotMapped");
    assertThat(missing.message()).contains("make the directory " + shares + "/account/none");
    assertThat(link.code()).isEqualTo("FileShareNotMapped");
    assertThat(arm.get("g1").json().toString()).contains("shareName").doesNotContain("hush");
  }

  @Test
  void a_share_that_is_gone_stops_its_group_and_no_other_one() throws Exception {
    Path share = Files.createDirectories(shares.resolve("account").resolve("share"));
    String mount = "{'name':'volume','mountPath':'/data'}";
    for (String name : List.of("runs", "waits")) {
      ObjectNode group = aGroup(share("share"), mount);
      group
          .withObject("/properties/containers/0/properties")
          .withArray("environmentVariables")
          .addObject()
          .put("name", name.equals("runs") ? "SIMULATED_DURATION" : "SIMULATED_START_DELAY")
          .put("value", "600");
      arm.create(name, group);
    }
    await().until(() -> arm.get("runs").state().equals("Running"));

    azure.close();
    Files.delete(share);
    start();

    assertThat(arm.get("runs").state()).isEqualTo("Running");
    await().until(() -> arm.get("waits").provisioningState().equals("Failed"));
    assertThat(arm.get("waits").container().at("/instanceView/events").findValuesAsText("message"))
        .anyMatch(message -> message.contains("make the directory " + share));
    assertThat(arm.delete("runs").status()).isEqualTo(200);
  }

  private static String share(String name) {
    return "{'name':'volume','azureFile':{'storageAccountName':'account','shareName':'"
        + name
        + "','storageAccountKey':'hush'}}";
  }
}
