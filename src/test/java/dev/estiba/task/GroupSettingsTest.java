package dev.estiba.task;

import static dev.estiba.task.Documents.busyboxWith;
import static dev.estiba.task.Documents.problemOf;
import static dev.estiba.task.Documents.problems;
import static dev.estiba.task.Documents.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task may say of its container group, and of what happens to it. */
class GroupSettingsTest {

  private static final String SUBSCRIPTION = "/subscriptions/01234567-89ab-cdef-0123-456789abcdef";

  private static final String IDENTITY =
      SUBSCRIPTION
          + "/resourcegroups/rg/providers/microsoft.managedidentity/userassignedidentities/puller";

  private static final String SUBNET =
      SUBSCRIPTION
          + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net/subnets/tasks";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name': 'some', 'emptyDir': {}}                 | /name     | 5 to 63",
        "{'emptyDir': {}}                                 | /name     | is required",
        "{'name': 'taken-one', 'emptyDir': {}}            | /name     | is in the list already",
        "{'name': 'files'}                                | ''        | exactly one of emptyDir",
        "{'name': 'files', 'emptyDir': null}              | ''        | exactly one of emptyDir",
        "{'name': 'files', 'emptyDir': {}, 'secret': {'a': 'b'}} | '' | exactly one of emptyDir",
        "{'name': 'files', 'emptyDir': {'medium': 'Memory'}} | /emptyDir/medium | has no fields",
        "{'name': 'files', 'emptyDir': true}              | /emptyDir | such as {}",
        "{'name': 'files', 'secret': {}}                  | /secret   | at least one file",
        "{'name': 'files', 'secret': {'..': 'x'}}         | /secret/.. | must be a file's name",
        "{'name': 'files', 'secret': {'a/b': 'x'}}        | /secret/a~1b | must be a file's name",
        "{'name': 'files', 'secret': {'a': null}}         | /secret/a | must be the file's text",
        "{'name': 'files', 'secret': {'a': 1}}            | /secret/a | must be an object such as",
        "{'name': 'files', 'secret': {'a': {'appSetting': 'PATH'}}} | /secret/a/appSetting | ESTIBA_",
        "{'name': 'files', 'gitRepo': {}}                 | /gitRepo/repository | is required",
        "{'name': 'files', 'gitRepo': {'repository': 'git@github.com:a/b'}}"
            + " | /gitRepo/repository | http(s) URL",
        "{'name': 'files', 'gitRepo': {'repository': 'https://me:pw@github.com/a/b'}}"
            + " | /gitRepo/repository | containerGroup, which is kept secret",
        "{'name': 'files', 'gitRepo': {'repository': 'https://h/a', 'directory': 'a/../..'}}"
            + " | /gitRepo/directory | below the mount",
        "{'name': 'files', 'gitRepo': {'repository': 'https://h/a', 'directory': '/etc'}}"
            + " | /gitRepo/directory | below the mount",
        "{'name': 'files', 'gitRepo': {'repository': 'https://h/a', 'revision': '--upload-pack=x'}}"
            + " | /gitRepo/revision | a commit, a branch or a tag",
        "{'name': 'files', 'azureFile': {'shareName': 'a_b', 'storageAccountName': 'abc',"
            + " 'storageAccountKey': 'k'}} | /azureFile/shareName | 3 to 63",
        "{'name': 'files', 'azureFile': {'shareName': 'abc', 'storageAccountName': 'a-b',"
            + " 'storageAccountKey': 'k'}} | /azureFile/storageAccountName | 3 to 24",
        "{'name': 'files', 'azureFile': {'shareName': 'abc', 'storageAccountName': 'abc'}}"
            + " | /azureFile/storageAccountKey | is required",
        "{'name': 'files', 'azureFile': {'shareName': 'abc', 'storageAccountName': 'abc',"
            + " 'storageAccountKey': ''}} | /azureFile/storageAccountKey | must not be empty",
      })
  void a_wrong_volume_is_told(String volume, String path, String message) {
    Problem problem =
        problemOf("'volumes': [{'name': 'taken-one', 'emptyDir': {}}, " + volume + "]");

    assertThat(problem.path()).isEqualTo("/volumes/1" + path);
    assertThat(problem.message()).contains(message);
  }

  @Test
  void a_secret_volume_has_a_megabyte_in_all_its_files() {
    String half = "x".repeat(VolumeReader.MAX_SECRET_BYTES / 2);
    String files = "'volumes': [{'name': 'files', 'secret': {'a': '%s', 'b': '%s', 'c': '%s'}}]";

    valid(busyboxWith(String.format(files, half, half, "")));
    assertThat(problemOf(String.format(files, half, half, "x")))
        .isEqualTo(
            new Problem(
                "/volumes/0/secret",
                "must have at most 1048576 bytes in all its files; it has 1048577"));
  }

  @Test
  void twenty_volumes_are_the_most() {
    assertThat(problemOf("'volumes': [" + volumes(21) + "]"))
        .isEqualTo(new Problem("/volumes", "must have at most 20 items; it has 21"));
    valid(busyboxWith("'volumes': [" + volumes(20) + "]"));
  }

  private static String volumes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{'name': 'volume-" + i + "', 'emptyDir': {}}")
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'username': 'u', 'password': 'p'}                  | /server   | is required",
        "{'server': 'https://r.io', 'username': 'u', 'password': 'p'} | /server | host name",
        "{'server': 'taken.io', 'username': 'u', 'password': 'p'} | /server | in the list already",
        "{'server': 'r.io'}                                  | ''        | must have either",
        "{'server': 'r.io', 'username': 'u'}                 | ''        | must have either",
        "{'server': 'r.io', 'password': 'p'}                 | ''        | must have either",
        "{'server': 'r.io', 'username': 'u', 'password': ''} | /password | must not be empty",
        "{'server': 'r.io', 'username': 'u', 'password': 'p', 'identity': 'ID'} | '' | either",
        "{'server': 'r.io', 'username': 'u', 'identity': 'ID'} | ''      | must have either",
        "{'server': 'r.io', 'identity': '[system]'}          | /identity | user-assigned",
        "{'server': 'r.io', 'identity': 'OTHER'}             | /identity | identities too",
      })
  void a_wrong_registry_is_told(String credential, String path, String message) {
    Problem problem =
        problemOf(
            ("'identities': ['ID'], 'imageRegistryCredentials': [{'server': 'Taken.io', 'identity':"
                    + " 'ID'}, "
                    + credential
                    + "]")
                .replace("OTHER", IDENTITY.replace("puller", "other"))
                .replace("'ID'", "'" + IDENTITY + "'"));

    assertThat(problem.path()).isEqualTo("/imageRegistryCredentials/1" + path);
    assertThat(problem.message()).contains(message);
  }

  @Test
  void an_identity_is_known_in_upper_and_lower_case_and_is_there_once() {
    String upper = IDENTITY.replace("resourcegroups", "resourceGroups");

    valid(
        busyboxWith(
            "'identities': ['"
                + IDENTITY
                + "'], 'imageRegistryCredentials': [{'server': 'r.io', 'identity': '"
                + upper
                + "'}]"));
    assertThat(problemOf("'identities': ['" + IDENTITY + "', '" + upper + "']").path())
        .isEqualTo("/identities");
    assertThat(problemOf("'identities': ['system']").path()).isEqualTo("/identities/0");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'subnet': '/subnets/x'}                          | /subnet       | subnet's resource id",
        "{'publicAddress': true}                           | /ports        | are required",
        "{'publicAddress': true, 'ports': []}              | /ports        | at least one port",
        "{'ports': [{'port': 80}]}                         | /ports        | need an address",
        "{'publicAddress': true, 'subnet': 'SUBNET', 'ports': [{'port': 80}]}"
            + " | /publicAddress | must be false beside a subnet",
        "{'subnet': 'SUBNET', 'dnsNameLabel': 'my-task'}   | /dnsNameLabel | publicAddress",
        "{'subnet': 'SUBNET', 'dns': {}}                   | /dns/nameServers | is required",
        "{'subnet': 'SUBNET', 'dns': {'nameServers': ['dns.example.com']}}"
            + " | /dns/nameServers/0 | must be an IP address",
        "{'subnet': 'SUBNET', 'dns': {'nameServers': ['10.0.0.256']}}"
            + " | /dns/nameServers/0 | must be an IP address",
        "{'subnet': 'SUBNET', 'dns': {'nameServers': ['::1'], 'options': ['ndots 2']}}"
            + " | /dns/options/0 | must be an option",
        "{'subnet': 'SUBNET', 'dns': {'nameServers': ['::1'], 'searchDomains': ['a b']}}"
            + " | /dns/searchDomains/0 | must be a domain's name",
        "{'publicAddress': true, 'ports': [{'port': 80}], 'dnsNameLabel': '1abc'}"
            + " | /dnsNameLabel | 5 to 63",
        "{'publicAddress': true, 'ports': [{}]}            | /ports/0/port | is required",
        "{'publicAddress': true, 'ports': [{'port': 65536}]} | /ports/0/port | from 1 to 65535",
        "{'publicAddress': true, 'ports': [{'port': 80, 'protocol': 'tcp'}]}"
            + " | /ports/0/protocol | must be TCP or UDP",
        "{'publicAddress': true, 'ports': [{'port': 80}, {'port': 80, 'protocol': 'TCP'}]}"
            + " | /ports/1/port | is in the list already",
        "{'publicAddress': true, 'ports': [{'port': 1}, {'port': 2}, {'port': 3}, {'port': 4},"
            + " {'port': 5}, {'port': 6}]} | /ports | at most 5 items",
      })
  void a_wrong_network_is_told(String network, String path, String message) {
    Problem problem = problemOf("'network': " + network.replace("SUBNET", SUBNET));

    assertThat(problem.path()).isEqualTo("/network" + path);
    assertThat(problem.message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {22, 1025, 1027, 3389, 9999, 19_000, 19_080, 19_100, 19_390, 20_000, 30_000, 65_534})
  void a_port_that_azure_keeps_is_refused(int port) {
    String network = "'network': {'publicAddress': true, 'ports': [{'port': %d}]}";

    assertThat(problemOf(String.format(network, port)).message())
        .contains("keeps for itself: 22, 1025-1027");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 23, 1024, 1028, 3388, 3400, 19_999, 30_001, 49_151, 65_535})
  void the_ports_beside_them_are_taken(int port) {
    String network = "'network': {'publicAddress': true, 'ports': [{'port': %d}]}";

    valid(busyboxWith(String.format(network, port)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'labels': {'Estiba-App': 'x'}              | /labels/Estiba-App | Estiba's own tags",
        "'labels': {'a/b': 'x'}                     | /labels/a~1b       | 1 to 512 characters",
        "'labels': {'a': 'x', 'A': 'y'}             | /labels/A          | are alike",
        "'labels': {'a': 1}                         | /labels/a          | put it in quotes",
        "'labels': {'a': null}                      | /labels/a          | not null",
        "'labels': ['a']                            | /labels            | must be an object such",
        "'logAnalytics': {'workspaceKey': 'k'}      | /logAnalytics/workspaceId | is required",
        "'logAnalytics': {'workspaceId': 'x', 'workspaceKey': 'k'}"
            + " | /logAnalytics/workspaceId | the workspace's id",
        "'containerGroup': {'location': 'x'}        | /containerGroup/location | own location",
        "'containerGroup': {'NAME': 'x'}            | /containerGroup/NAME | task's own name",
        "'containerGroup': {'type': 'x'}            | /containerGroup/type | is always",
        "'containerGroup': {'id': 'x'}              | /containerGroup/id | is made by Estiba",
        "'containerGroup': {'cpu': 1}               | /containerGroup/cpu | is not known here",
        "'containerGroup': {'tags': {'estiba-app': 'x'}} | /containerGroup/tags/estiba-app | own tags",
        "'containerGroup': {'properties': null}     | /containerGroup/properties | would remove",
        "'containerGroup': {'properties': []}       | /containerGroup/properties | must be an object",
        "'containerGroup': {'properties': {'containers': null}}"
            + " | /containerGroup/properties/containers | sidecars",
        "'containerGroup': {'properties': {'OsType': 'Windows'}}"
            + " | /containerGroup/properties/OsType | is always Linux",
        "'containerGroup': {'properties': {'restartPolicy': 'Always'}}"
            + " | /containerGroup/properties/restartPolicy | retry",
        "'containerGroup': '{}'                     | /containerGroup    | must be an object",
        "'location': 'a', 'fallbackLocations': ['b', 'a'] | /fallbackLocations | stand in for",
        "'fallbackLocations': ['b', 'b']            | /fallbackLocations/1 | in the list already",
        "'fallbackLocations': ['West Europe']       | /fallbackLocations/0 | in lower case",
        "'zones': [1]                               | /zones/0           | put it in quotes",
        "'zones': ['z1']                            | /zones/0           | availability zone",
        "'priority': 'Spot', 'cpu': 4.01            | /cpu               | at most 4 with the",
        "'priority': 'Spot', 'memoryInGB': 16.1     | /memoryInGB        | at most 16 with the",
        "'priority': 'Spot', 'network': {'subnet': 'SUBNET'} | /network  | neither publicAddress",
        "'priority': 'Spot', 'network': {'publicAddress': true, 'ports': [{'port': 80}]}"
            + " | /network | neither publicAddress",
        "'retry': {}                                | /retry/maxAttempts | is required",
        "'retry': {'maxAttempts': 11}               | /retry/maxAttempts | from 1 to 10",
        "'retry': {'maxAttempts': 2, 'backoffSeconds': -1} | /retry/backoffSeconds | from 0 to 86400",
        "'retry': {'maxAttempts': 2, 'backoffSeconds': 20, 'maxBackoffSeconds': 10}"
            + " | /retry/maxBackoffSeconds | less than backoffSeconds, 20",
        "'retry': {'maxAttempts': 2, 'onExitCodes': [0]} | /retry/onExitCodes/0 | from 1 to 255",
        "'retry': {'maxAttempts': 2, 'onExitCodes': [1, 1]} | /retry/onExitCodes/1 | already",
        "'retry': {'maxAttempts': 2, 'onFailures': ['Oops']} | /retry/onFailures/0 | ExitCode, Out",
        "'keep': {}                                 | /keep/when         | is required",
        "'keep': {'when': 'always', 'seconds': 59}  | /keep/seconds      | from 60 to 2592000",
      })
  void a_wrong_setting_is_told(String fields, String path, String message) {
    Problem problem = problemOf(fields.replace("SUBNET", SUBNET));

    assertThat(problem.path()).isEqualTo(path);
    assertThat(problem.message()).contains(message);
  }

  @Test
  void forty_five_labels_are_the_most() {
    assertThat(problemOf("'labels': {" + labels(46) + "}"))
        .isEqualTo(new Problem("/labels", "must have at most 45 entries; it has 46"));
    assertThat(valid(busyboxWith("'labels': {" + labels(45) + "}")).group().labels()).hasSize(45);
  }

  private static String labels(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'l" + i + "': ''")
        .collect(Collectors.joining(", "));
  }

  @Test
  void a_label_may_be_as_long_as_a_tag() {
    String key = "k".repeat(512);
    String value = "/".repeat(256);

    assertThat(valid(busyboxWith("'labels': {'" + key + "': '" + value + "'}")).group().labels())
        .containsEntry(key, value);
    assertThat(problems(busyboxWith("'labels': {'" + key + "k': 'v', 'k': '" + value + "/'}")))
        .extracting(Problem::message)
        .satisfiesExactlyInAnyOrder(
            message -> assertThat(message).contains("1 to 512"),
            message -> assertThat(message).contains("at most 256"));
  }

  @Test
  void keep_may_be_a_word_for_a_day() {
    assertThat(valid(busyboxWith("'keep': 'always'")).keep())
        .isEqualTo(new Keep(Keep.When.ALWAYS, 86_400));
    assertThat(valid(busyboxWith("'keep': 'never'")).keep()).isEqualTo(Keep.NEVER);
    assertThat(valid(busyboxWith("'keep': {'when': 'onFailure'}")).keep())
        .isEqualTo(new Keep(Keep.When.ON_FAILURE, 86_400));
  }

  @Test
  void a_retry_has_defaults_that_fit_its_backoff() {
    assertThat(valid(busyboxWith("'retry': {'maxAttempts': 2}")).retry())
        .isEqualTo(new Retry(2, 10, 600, List.of(), List.of()));
    assertThat(valid(busyboxWith("'retry': {'maxAttempts': 2, 'backoffSeconds': 900}")).retry())
        .isEqualTo(new Retry(2, 900, 900, List.of(), List.of()));
  }

  @Test
  void spot_is_read_with_its_fallback() {
    assertThat(valid(busyboxWith("'priority': 'Spot', 'cpu': 4, 'memoryInGB': 16")).placement())
        .isEqualTo(new Placement(null, null, List.of(), List.of(), Priority.SPOT, true));
  }
}
