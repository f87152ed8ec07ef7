package dev.estiba.task;

import static dev.estiba.task.Documents.busyboxWith;
import static dev.estiba.task.Documents.everything;
import static dev.estiba.task.Documents.problems;
import static dev.estiba.task.Documents.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskParserTest {

  private static final String IDENTITY =
      "/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/rg/providers"
          + "/Microsoft.ManagedIdentity/userAssignedIdentities/puller";

  @Test
  void a_task_with_everything_is_read() {
    ContainerTask task = valid(everything());

    assertThat(task)
        .isEqualTo(
            new ContainerTask(
                "nightly",
                container(),
                List.of(sidecar()),
                List.of(initContainer()),
                group(),
                new Placement(
                    "My.Group_1",
                    "northeurope",
                    List.of("westeurope", "swedencentral"),
                    List.of("1"),
                    Priority.REGULAR,
                    false),
                new Limits(600, 100L, 200L, 300L, 30, 1.5),
                new Retry(3, 20, 300, List.of(75, 1), List.of("OutOfMemory", "Preempted")),
                new Keep(Keep.When.ON_FAILURE, 3600),
                List.of(
                    new CompletionHook(
                        "https://example.org/hook?key=k",
                        null,
                        List.of("failed", "timedout"),
                        new Secret.AppSetting("ESTIBA_SECRET_HOOK")),
                    new CompletionHook(
                        null,
                        "done",
                        List.of("succeeded", "failed", "timedout", "cancelled", "rejected"),
                        null))));
  }

  private static ContainerSpec container() {
    return new ContainerSpec(
        "ghcr.io/org/tool:1.2",
        List.of("sh", "-c"),
        List.of("echo \"$1\"", "hola"),
        List.of(
            new EnvironmentVariable("PLAIN", "v", null),
            new EnvironmentVariable("EMPTY", "", null),
            secret("TOKEN", new Secret.Literal("s3cret-token")),
            secret(
                "FROM_VAULT",
                new Secret.KeyVault("https://my-vault.vault.azure.net/secrets/token")),
            secret("FROM_SETTING", new Secret.AppSetting("ESTIBA_SECRET_TOKEN"))),
        2.25,
        3.5,
        List.of(
            new VolumeMount("scratch", "/scratch", false),
            new VolumeMount("settings", "/etc/tool", true)));
  }

  private static EnvironmentVariable secret(String name, Secret secret) {
    return new EnvironmentVariable(name, null, secret);
  }

  private static Sidecar sidecar() {
    return new Sidecar(
        "proxy",
        new ContainerSpec(
            "envoy:1",
            List.of("envoy"),
            List.of("-c", "/etc/envoy.yaml"),
            List.of(secret("K", new Secret.Literal("s3cret-sidecar"))),
            0.5,
            0.5,
            List.of(new VolumeMount("share", "/share", false))));
  }

  private static InitContainer initContainer() {
    return new InitContainer(
        "prepare",
        "busybox",
        List.of("sh"),
        List.of("-c", "touch /scratch/ready"),
        List.of(secret("K", new Secret.Literal("s3cret-init"))),
        List.of(new VolumeMount("scratch", "/scratch", false)));
  }

  private static GroupSettings group() {
    return new GroupSettings(
        volumes(),
        List.of(
            new RegistryCredential(
                "registry.example.com:5000", "me", new Secret.Literal("s3cret-password"), null),
            new RegistryCredential("mine.azurecr.io", null, null, IDENTITY)),
        List.of("[system]", IDENTITY),
        new Network(
            "/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/rg/providers"
                + "/Microsoft.Network/virtualNetworks/net/subnets/tasks",
            new Network.Dns(
                List.of("10.0.0.10", "fd00::10"), List.of("corp.example.com"), List.of("ndots:2")),
            false,
            List.of(new Network.Port(80, "TCP"), new Network.Port(53, "UDP")),
            null),
        new LogAnalytics(
            "01234567-89ab-cdef-0123-456789abcdef",
            new Secret.Literal("s3cret-workspace"),
            "ContainerInsights",
            Map.of("team", "data")),
        Map.of("team", "data", "Cost Center", "42"),
        new Secret.Literal(
            "{\"properties\":{\"sku\":\"Standard\",\"confidentialComputeProperties\":"
                + "{\"ccePolicy\":\"s3cret-policy\"}}}"));
  }

  private static List<Volume> volumes() {
    return List.of(
        new Volume("scratch", new Volume.EmptyDir(), null, null, null),
        new Volume(
            "settings",
            null,
            Map.of(
                "a.json",
                new Secret.Literal("s3cret-file"),
                "b",
                new Secret.KeyVault(
                    "https://v4u.vault.azure.cn/secrets/b/0123456789abcdef0123456789abcdef")),
            null,
            null),
        new Volume(
            "source",
            null,
            null,
            new Volume.GitRepo("https://github.com/org/project", ".", "main"),
            null),
        new Volume(
            "share",
            null,
            null,
            null,
            new Volume.AzureFile("my-share", "account1", new Secret.Literal("s3cret-key"), true)));
  }

  @Test
  void an_image_is_enough() {
    ContainerTask task = valid("{\"image\": \"busybox\"}");

    assertThat(task.container().command()).isEmpty();
    assertThat(task.container().cpu()).isEqualTo(1);
    assertThat(task.container().memoryInGB()).isEqualTo(1.5);
    assertThat(task.limits().timeoutSeconds()).isEqualTo(86_400);
  }

  @Test
  void what_is_written_is_read_again() {
    ContainerTask small = valid("{\"image\": \"busybox\", \"command\": [\"true\"]}");
    ContainerTask large = valid(everything());

    assertThat(Json.read(Json.write(small), ContainerTask.class)).isEqualTo(small);
    assertThat(Json.read(Json.write(large), ContainerTask.class)).isEqualTo(large);
  }

  @Test
  void a_task_as_people_see_it_has_no_literal_secret_and_is_else_the_same() {
    ContainerTask task = valid(everything());
    assertThat(Json.write(task)).contains("s3cret");

    String shown = Json.write(task.withoutSecrets());

    assertThat(shown)
        .doesNotContain("s3cret")
        .contains("{\"hidden\":true}", "ESTIBA_SECRET_TOKEN", "my-vault.vault.azure.net");
    assertThat(Json.read(shown, ContainerTask.class)).isEqualTo(task.withoutSecrets());
  }

  @Test
  void a_field_that_is_null_counts_as_absent() {
    assertThat(
            valid(busyboxWith("'cpu': null, 'command': null, 'retry': null, 'keep': null"))
                .withoutSecrets())
        .isEqualTo(valid("{\"image\": \"busybox\"}"));
  }

  @Test
  void of_very_many_problems_the_first_hundred_are_told() {
    String words = "1,".repeat(10_000) + "1";

    List<Problem> problems = problems(busyboxWith("'command': [" + words + "]"));

    assertThat(problems).hasSize(101);
    assertThat(problems.get(99).path()).isEqualTo("/command/99");
    assertThat(problems.get(100).message()).isEqualTo("has more problems than these 100");
  }

  @Test
  void a_place_whose_name_has_a_slash_or_a_tilde_is_a_json_pointer() {
    assertThat(problems(busyboxWith("'a/b~c': 1")))
        .extracting(Problem::path)
        .containsExactly("/a~1b~0c");
  }

  @Test
  void every_problem_is_told_at_once_with_its_place() {
    List<Problem> problems =
        problems(
            """
            {"cpu": 0, "memoryInGB": "much", "command": ["a", 1], "timeoutSeconds": 1.5,
             "environmentVariables": [{"name": "_K"}, 7], "replicas": 2}
            """);

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "/image",
            "/cpu",
            "/memoryInGB",
            "/command/1",
            "/timeoutSeconds",
            "/environmentVariables/0/name",
            "/environmentVariables/0/value",
            "/environmentVariables/1",
            "/replicas");
    assertThat(problems)
        .contains(
            new Problem("/cpu", "must be a number from 0.1 to 31 (vCPUs), in steps of 0.01"),
            new Problem("/timeoutSeconds", "must be a whole number from 1 to 2592000 (seconds)"));
  }

  @Test
  void an_unknown_field_is_told_with_the_known_ones() {
    assertThat(problems("{\"image\": \"busybox\", \"comand\": []}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("/comand");
              assertThat(problem.message()).contains("not known").contains("command");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "busybox",
        "busybox:1.36",
        "library/busybox",
        "ghcr.io/org/tool",
        "localhost:5000/a/b:c",
        "127.0.0.1:5000/busybox:latest",
        "a__b-c.d/e",
        "busybox@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void image_references_are_accepted(String image) {
    assertThat(valid("{\"image\": \"" + image + "\"}").container().image()).isEqualTo(image);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Busybox",
        "library/BusyBox",
        "busybox:",
        "busybox:a b",
        "-busybox",
        "a//b",
        "https://ghcr.io/org/tool",
        "busybox@sha256:12"
      })
  void what_is_no_image_reference_is_refused(String image) {
    assertThat(problems("{\"image\": \"" + image + "\"}"))
        .extracting(Problem::path)
        .containsExactly("/image");
  }

  @ParameterizedTest
  @CsvSource({
    "cpu, 31.5",
    "cpu, -1",
    "cpu, 1.005",
    "cpu, 1e400",
    "memoryInGB, 1.55",
    "timeoutSeconds, 1.5",
    "timeoutSeconds, 99999999999999999999",
    "timeoutSeconds, '\"600\"'",
    "queueTimeoutSeconds, 0",
    "startTimeoutSeconds, 2592001",
    "runTimeoutSeconds, -1",
    "cancelGraceSeconds, 3601",
    "budget, 0",
    "budget, 1000001",
    "zones, '[\"1\", \"2\"]'",
    "priority, '\"spot\"'",
    "spotFallback, '\"yes\"'",
    "keep, '\"sometimes\"'",
    "keep, 7",
    "memoryInGB, 0",
    "memoryInGB, 241",
    "timeoutSeconds, 0",
    "timeoutSeconds, 2592001",
    "name, '\"Upper\"'",
    "name, '\"a--b\"'",
    "name, '\"-a\"'",
    "resourceGroup, '\"ends.\"'",
    "location, '\"West Europe\"'",
    "cpu, true"
  })
  void a_value_out_of_its_range_is_refused(String field, String value) {
    assertThat(problems("{\"image\": \"busybox\", \"" + field + "\": " + value + "}"))
        .extracting(Problem::path)
        .containsExactly("/" + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"busybox\"", "7", "null", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}"})
  void what_is_no_json_object_is_refused(String text) {
    assertThat(problems(text)).singleElement().extracting(Problem::path).isEqualTo("");
  }
}
