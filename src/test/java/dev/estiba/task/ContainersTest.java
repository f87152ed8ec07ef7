package dev.estiba.task;

import static dev.estiba.task.Documents.busyboxWith;
import static dev.estiba.task.Documents.problemOf;
import static dev.estiba.task.Documents.problems;
import static dev.estiba.task.Documents.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Problem;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a task may say of its containers, their environment and their mounts. */
class ContainersTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'args': ['x']                       | /args               | need a command",
        "'args': ['x'], 'command': []        | /args               | need a command",
        "'command': [' ']                    | /command            | begin with the program",
        "'command': 'true'                   | /command            | must be a list of texts",
        "'command': ['a', null]              | /command/1          | must be text, not null",
        "'command': ['a\\u0000b']            | /command/0          | U+0000",
        "'command': ['a', 8080]              | /command/1          | put it in quotes",
        "'sidecars': {}                      | /sidecars           | must be a list of objects",
        "'sidecars': [{'name': 'a'}]         | /sidecars/0/image   | is required",
        "'sidecars': [{'image': 'x'}]        | /sidecars/0/name    | is required; it must be 1",
        "'sidecars': [{'name':'A','image':'x'}] | /sidecars/0/name | lower-case letters",
        "'sidecars': [{'name':'a','image':'x','cpu':0}] | /sidecars/0/cpu | from 0.1 to 31",
        "'sidecars': [{'name':'a','image':'x','args':['y']}] | /sidecars/0/args | need a command",
        "'sidecars': [{'name':'task','image':'x'}] | /sidecars/0/name | 'task' is taken",
        "'name':'n', 'sidecars': [{'name':'n','image':'x'}] | /sidecars/0/name | is taken",
        "'sidecars': [{'name':'a','image':'x'}], 'initContainers': [{'name':'a','image':'x'}]"
            + " | /initContainers/0/name | 'a' is taken",
        "'initContainers': [{'name':'a','image':'x','cpu':1}] | /initContainers/0/cpu"
            + " | is not known here; allowed are name, image, command, args",
      })
  void a_wrong_container_is_told(String fields, String path, String message) {
    Problem problem = problemOf(fields);

    assertThat(problem.path()).isEqualTo(path);
    assertThat(problem.message()).contains(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'value': 'v'}                          | /name         | is required",
        "{'name': 'A-B', 'value': 'v'}           | /name         | letters, digits and underscores",
        "{'name': 'A', 'value': 8080}            | /value        | not a number; put it in quotes",
        "{'name': 'A', 'value': true}            | /value        | put it in quotes",
        "{'name': 'A', 'value': ['x']}           | /value        | must be text, not a list",
        "{'name': 'A'}                           | /value        | or secureValue",
        "{'name': 'A', 'value': null}            | /value        | is required",
        "{'name': 'A', 'value': 'v', 'secureValue': 's'} | /secureValue | beside value",
        "{'name': 'A', 'secureValue': 7}         | /secureValue  | must be an object such as",
        "{'name': 'A', 'secret': 's'}            | /secret       | is not known here",
        "{'name': 'A', 'secureValue': {'sealed': 'x'}} | /secureValue | how Estiba shows",
        "{'name': 'A', 'secureValue': {'hidden': true}} | /secureValue | how Estiba shows",
        "{'name': 'A', 'secureValue': {}}        | /secureValue  | must be a text, {`keyVault`",
        "{'name': 'A', 'secureValue': {'appSetting': 'AzureWebJobsStorage'}}"
            + " | /secureValue/appSetting | installation's own keys",
        "{'name': 'A', 'secureValue': {'appSetting': 'estiba_secret_x'}}"
            + " | /secureValue/appSetting | begins with ESTIBA_SECRET_",
      })
  void a_wrong_variable_is_told(String variable, String path, String message) {
    String complete =
        variable.contains("'secret'") ? variable.replace("}", ", 'value': 'v'}") : variable;

    Problem problem = problemOf("'environmentVariables': [" + complete + "]");

    assertThat(problem.path()).isEqualTo("/environmentVariables/0" + path);
    assertThat(problem.message().replace('"', '`')).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "https://my-vault.vault.azure.net/secrets/name, true",
    "https://my-vault.vault.azure.net/secrets/name/0123456789abcdef0123456789abcdef, true",
    "https://my-vault.vault.azure.cn/secrets/name, true",
    "https://my-vault.vault.usgovcloudapi.net/secrets/name, true",
    "http://my-vault.vault.azure.net/secrets/name, false",
    "https://my-vault.vault.azure.net.evil.com/secrets/name, false",
    "https://evil.com/#.vault.azure.net/secrets/name, false",
    "https://evil.com@my-vault.vault.azure.net/secrets/name, false",
    "https://my-vault.vault.azure.net:8443/secrets/name, false",
    "https://my-vault.vault.azure.net/keys/name, false",
    "https://my-vault.vault.azure.net/secrets/name?x=y, false",
    "https://my-vault.vault.azure.net/secrets/, false",
    "https://my--vault.vault.azure.net/secrets/name, false"
  })
  void only_secrets_of_key_vaults_are_referred_to(String url, boolean valid) {
    String task =
        busyboxWith(
            "'environmentVariables': [{'name': 'A', 'secureValue': {'keyVault': '" + url + "'}}]");

    assertThat(TaskParser.parse(task) instanceof ParsedTask.Valid).isEqualTo(valid);
  }

  @Test
  void a_variable_is_there_once() {
    assertThat(
            problemOf(
                "'environmentVariables': [{'name': 'A', 'value': '1'}, {'name': 'A', 'value': '2'}]"))
        .isEqualTo(new Problem("/environmentVariables/1/name", "is in the list already: 'A'"));
  }

  @Test
  void a_text_longer_than_linux_starts_a_process_with_is_refused() {
    String longest = "ñ".repeat(64_000);

    valid(busyboxWith("'command': ['echo', '" + longest + "']"));
    assertThat(problemOf("'command': ['echo', '" + longest + "x']").path()).isEqualTo("/command/1");
    assertThat(
            problemOf("'environmentVariables': [{'name': 'A', 'secureValue': '" + longest + "x'}]")
                .path())
        .isEqualTo("/environmentVariables/0/secureValue");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name': 'other-one', 'mountPath': '/a'} | /name      | volumes; it has some-files",
        "{'name': 'some-files', 'mountPath': 'a'} | /mountPath | must be an absolute path",
        "{'name': 'some-files', 'mountPath': '/'} | /mountPath | must be an absolute path",
        "{'name': 'some-files', 'mountPath': '/a:b'} | /mountPath | without ':'",
        "{'name': 'some-files', 'mountPath': '/a/../b'} | /mountPath | '..'",
        "{'name': 'some-files', 'mountPath': '/taken/'} | /mountPath | has a volume already",
        "{'name': 'some-files'}                   | /mountPath | is required",
        "{'mountPath': '/a'}                      | /name      | is required",
        "{'name': 'some-files', 'mountPath': '/a', 'readOnly': 'no'} | /readOnly | true or false",
        "{'name': 'some-files', 'mountPath': '/a', 'subPath': 'b'} | /subPath | is not known here",
      })
  void a_wrong_mount_is_told(String mount, String path, String message) {
    Problem problem =
        problemOf(
            "'volumes': [{'name': 'some-files', 'emptyDir': {}}], 'volumeMounts': [{'name':"
                + " 'some-files', 'mountPath': '/taken'}, "
                + mount
                + "]");

    assertThat(problem.path()).isEqualTo("/volumeMounts/1" + path);
    assertThat(problem.message()).contains(message);
  }

  @Test
  void a_path_of_a_hundred_thousand_parts_is_refused_as_any_other() {
    assertThat(
            problemOf(
                    "'volumes': [{'name': 'files', 'emptyDir': {}}], 'volumeMounts': [{'name': 'files',"
                        + " 'mountPath': '"
                        + "/a".repeat(100_000)
                        + "'}]")
                .path())
        .isEqualTo("/volumeMounts/0/mountPath");
  }

  @Test
  void two_containers_may_mount_at_the_same_path() {
    ContainerTask task =
        valid(
            busyboxWith(
                "'volumes': [{'name': 'some-files', 'emptyDir': {}}], 'volumeMounts': [{'name':"
                    + " 'some-files', 'mountPath': '/a'}], 'sidecars': [{'name': 'b', 'image': 'x',"
                    + " 'volumeMounts': [{'name': 'some-files', 'mountPath': '/a'}]}]"));

    assertThat(task.sidecars().get(0).container().volumeMounts())
        .isEqualTo(task.container().volumeMounts());
  }

  @Test
  void sixty_containers_are_the_most() {
    String fifty = containers("s", 50);

    valid(
        busyboxWith(
            "'cpu': 0.1, 'memoryInGB': 0.1, 'sidecars': ["
                + fifty
                + "], 'initContainers': ["
                + initContainers(9)
                + "]"));
    assertThat(
            problemOf(
                "'cpu': 0.1, 'memoryInGB': 0.1, 'sidecars': ["
                    + fifty
                    + "], 'initContainers': ["
                    + initContainers(10)
                    + "]"))
        .isEqualTo(
            new Problem(
                "",
                "must have at most 60 containers, with sidecars and initContainers; it has 61"));
  }

  private static String containers(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> "{'name': '" + prefix + i + "', 'image': 'x', 'cpu': 0.1, 'memoryInGB': 0.1}")
        .collect(Collectors.joining(", "));
  }

  private static String initContainers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{'name': 'i" + i + "', 'image': 'x'}")
        .collect(Collectors.joining(", "));
  }

  @Test
  void all_containers_of_a_group_share_what_a_group_can_have() {
    String sidecar = "'sidecars': [{'name': 'a', 'image': 'x', 'cpu': 16, 'memoryInGB': 120.1}]";

    valid(busyboxWith("'cpu': 15, 'memoryInGB': 119.9, " + sidecar));
    assertThat(problems(busyboxWith("'cpu': 15.01, 'memoryInGB': 120, " + sidecar)))
        .containsExactlyInAnyOrder(
            new Problem(
                "/cpu", "of the task and its sidecars together must be at most 31; it is 31.01"),
            new Problem(
                "/memoryInGB",
                "of the task and its sidecars together must be at most 240; it is 240.10"));
  }

  @Test
  void a_sum_of_tenths_is_not_off_by_a_rounding() {
    valid(
        busyboxWith(
            "'priority': 'Spot', 'cpu': 3.1, 'memoryInGB': 15.1, 'sidecars': ["
                + containers("s", 9)
                + "]"));
  }
}
