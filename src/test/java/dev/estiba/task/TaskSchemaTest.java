package dev.estiba.task;

import static dev.estiba.task.Documents.busyboxWith;
import static dev.estiba.task.Documents.everything;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of tasks says what the parser does. */
class TaskSchemaTest {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonNode TEXT = read();
  private static final JsonSchema SCHEMA = FACTORY.getSchema(TEXT);

  private static JsonNode read() {
    try {
      return Json.parse(
          Files.readString(Path.of("src", "main", "resources", "schemas", "task.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode document(String json) {
    try {
      return Json.parse(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static boolean parserTakes(JsonNode document) {
    return TaskParser.parse(document) instanceof ParsedTask.Valid;
  }

  private static boolean schemaTakes(JsonNode document) {
    return SCHEMA.validate(document).isEmpty();
  }

  @Test
  void it_is_a_schema() {
    JsonSchema metaSchema = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));

    assertThat(metaSchema.validate(TEXT)).isEmpty();
  }

  static Stream<String> good() {
    return Stream.concat(
        Stream.of(everything()),
        Stream.of(
                "'cpu': 31, 'memoryInGB': 240",
                "'cpu': 0.1, 'memoryInGB': 0.1",
                "'cpu': 0.29, 'memoryInGB': 4.3",
                "'command': []",
                "'command': ['']".replace("''", "'x', ''"),
                "'command': ['x'], 'args': []",
                "'environmentVariables': [{'name': 'a_B0', 'secureValue': ''}]",
                "'network': {'publicAddress': true, 'dnsNameLabel': 'my-task', 'ports': [{'port': 1},"
                    + " {'port': 65535, 'protocol': 'UDP'}]}",
                "'network': {}",
                "'identities': ['[system]']",
                "'labels': {}",
                "'containerGroup': {'zones': ['2'], 'identity': {'type': 'SystemAssigned'}}",
                "'containerGroup': {'tags': {'a': 'b'}, 'properties': {'ipAddress': null}}",
                "'priority': 'Spot', 'spotFallback': true",
                "'timeoutSeconds': 1, 'queueTimeoutSeconds': 2592000, 'cancelGraceSeconds': 3600",
                "'timeoutSeconds': 60.0",
                "'budget': 0.000001",
                "'retry': {'maxAttempts': 1}",
                "'retry': {'maxAttempts': 5, 'backoffSeconds': 0, 'maxBackoffSeconds': 0,"
                    + " 'onExitCodes': [1, 255]}",
                "'keep': 'onFailure'",
                "'keep': {'when': 'always'}",
                "'onCompletion': []",
                "'onCompletion': [{'url': 'http://127.0.0.1:65535/a/b?c=%20&d=e'}]",
                "'onCompletion': [{'url': 'https://[::1]'}, {'queue': 'a-b', 'on': ['REJECTED']}]",
                "'onCompletion': [{'url': 'https://my_host.', 'secretRef': {'keyVault':"
                    + " 'https://v4u.vault.azure.net/secrets/a'}}]",
                "'image': 'localhost:5000/a/b:c'",
                "'volumes': [{'name': 'files', 'gitRepo': {'repository': 'http://h/r'}}],"
                    + " 'volumeMounts': [{'name': 'files', 'mountPath': '/a/b/'}]")
            .map(Documents::busyboxWith)
            .map(TaskSchemaTest::withoutFirstImage));
  }

  /** Where a sample has an image of its own. */
  private static String withoutFirstImage(String document) {
    return document.replaceFirst("\"image\": \"busybox\", (?=\"image\")", "");
  }

  @ParameterizedTest
  @MethodSource("good")
  void both_take_a_good_task(String json) {
    JsonNode document = document(json);

    assertThat(TaskParser.parse(document)).isInstanceOf(ParsedTask.Valid.class);
    assertThat(SCHEMA.validate(document)).isEmpty();
  }

  @Test
  void both_refuse_a_value_of_a_wrong_type() {
    List<JsonPointer> places = places(document(everything()), JsonPointer.empty());
    List<String> taken = new ArrayList<>();
    for (JsonPointer place : places) {
      JsonNode document = document(everything());
      JsonNode value = document.at(place);
      boolean isOther = !value.isTextual() && !value.isObject();
      replace(document, place, isOther ? new TextNode("7") : new IntNode(7));
      if (parserTakes(document)) {
        taken.add("parser " + place);
      }
      if (schemaTakes(document)) {
        taken.add("schema " + place);
      }
    }

    assertThat(places).hasSizeGreaterThan(130);
    assertThat(taken).isEmpty();
  }

  @Test
  void no_value_at_any_place_is_too_strange_to_be_answered() {
    for (JsonPointer place : places(document(everything()), JsonPointer.empty())) {
      for (String strange : List.of("null", "[]", "{}", "[null]", "[[]]", "[{}]", "-1e400", "''")) {
        JsonNode document = document(everything());
        replace(document, place, document(strange.replace('\'', '"')));

        assertThat(TaskParser.parse(document)).isNotNull();
      }
    }
  }

  /** The places of all values, but for those in raw properties, which may be any. */
  private static List<JsonPointer> places(JsonNode node, JsonPointer place) {
    List<JsonPointer> places = new ArrayList<>();
    if (!place.equals(JsonPointer.empty())) {
      places.add(place);
    }
    if (place.toString().equals("/containerGroup/properties")) {
      return places;
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  places.addAll(places(field.getValue(), place.appendProperty(field.getKey()))));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.addAll(places(node.get(i), place.appendIndex(i)));
    }
    return places;
  }

  private static void replace(JsonNode document, JsonPointer place, JsonNode value) {
    JsonNode parent = document.at(place.head());
    JsonPointer last = place.last();
    if (parent instanceof ArrayNode array) {
      array.set(last.getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(last.getMatchingProperty(), value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/environmentVariables/0",
        "/environmentVariables/3/secureValue",
        "/environmentVariables/4/secureValue",
        "/volumeMounts/0",
        "/sidecars/0",
        "/initContainers/0",
        "/volumes/0",
        "/volumes/0/emptyDir",
        "/volumes/2/gitRepo",
        "/volumes/3/azureFile",
        "/imageRegistryCredentials/0",
        "/network",
        "/network/dns",
        "/network/ports/0",
        "/logAnalytics",
        "/containerGroup",
        "/retry",
        "/keep",
        "/onCompletion/0",
        "/onCompletion/0/secretRef"
      })
  void both_refuse_an_unknown_field(String place) {
    JsonNode document = document(everything());
    ((ObjectNode) document.at(place)).put("surprise", "x");

    assertThat(TaskParser.parse(document))
        .isInstanceOfSatisfying(
            ParsedTask.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Problem::path)
                    .contains(place + "/surprise"));
    assertThat(schemaTakes(document)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/image",
        "/environmentVariables/0/name",
        "/environmentVariables/0/value",
        "/volumeMounts/0/name",
        "/volumeMounts/0/mountPath",
        "/command",
        "/sidecars/0/name",
        "/sidecars/0/image",
        "/sidecars/0/command",
        "/initContainers/0/name",
        "/initContainers/0/image",
        "/initContainers/0/command",
        "/volumes/0/name",
        "/volumes/0/emptyDir",
        "/volumes/2/gitRepo/repository",
        "/volumes/3/azureFile/shareName",
        "/volumes/3/azureFile/storageAccountName",
        "/volumes/3/azureFile/storageAccountKey",
        "/imageRegistryCredentials/0/server",
        "/imageRegistryCredentials/0/password",
        "/imageRegistryCredentials/1/identity",
        "/network/dns/nameServers",
        "/network/ports/0/port",
        "/logAnalytics/workspaceId",
        "/logAnalytics/workspaceKey",
        "/retry/maxAttempts",
        "/keep/when",
        "/onCompletion/0/url",
        "/onCompletion/1/queue"
      })
  void both_miss_a_required_field(String place) {
    JsonNode document = document(everything());
    JsonPointer pointer = JsonPointer.compile(place);
    ((ObjectNode) document.at(pointer.head())).remove(pointer.last().getMatchingProperty());

    assertThat(parserTakes(document)).as("parser").isFalse();
    assertThat(schemaTakes(document)).as("schema").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'name': ''",
        "'name': 'a--b'",
        "'name': 'a23456789012345678901234567890123456789_'",
        "'image': 'UPPER'",
        "'image': ''",
        "'command': [' ']",
        "'command': ['a\\u0000']",
        "'cpu': 0.09",
        "'cpu': 31.1",
        "'memoryInGB': 0",
        "'memoryInGB': 240.1",
        "'environmentVariables': [{'name': '_A', 'value': ''}]",
        "'environmentVariables': [{'name': 'A', 'value': '', 'secureValue': ''}]",
        "'environmentVariables': [{'name': 'A', 'secureValue': {'sealed': 'x'}}]",
        "'environmentVariables': [{'name': 'A', 'secureValue': {}}]",
        "'environmentVariables': [{'name': 'A', 'secureValue': {'appSetting': 'PATH'}}]",
        "'environmentVariables': [{'name': 'A', 'secureValue': {'keyVault': 'https://x/secrets/a'}}]",
        "'sidecars': [{'name': '-a', 'image': 'x'}]",
        "'sidecars': [{'name': 'a', 'image': 'X'}]",
        "'sidecars': [{'name': 'a', 'image': 'x', 'cpu': 0}]",
        "'initContainers': [{'name': 'A', 'image': 'x'}]",
        "'volumes': [{'name': 'four', 'emptyDir': {}}]",
        "'volumes': [{'name': 'files', 'secret': {}}]",
        "'volumes': [{'name': 'files', 'secret': {'a/b': ''}}]",
        "'volumes': [{'name': 'files', 'secret': {'a': ''}, 'emptyDir': {}}]",
        "'volumes': [{'name': 'files', 'gitRepo': {'repository': 'ssh://h/r'}}]",
        "'volumes': [{'name': 'files', 'gitRepo': {'repository': 'https://h/r', 'directory': '..'}}]",
        "'volumes': [{'name': 'files', 'gitRepo': {'repository': 'https://h/r', 'revision': '-x'}}]",
        "'volumes': [{'name': 'files', 'azureFile': {'shareName': 'ab', 'storageAccountName': 'abc',"
            + " 'storageAccountKey': 'k'}}]",
        "'volumes': [{'name': 'files', 'azureFile': {'shareName': 'abc', 'storageAccountName': 'ab',"
            + " 'storageAccountKey': 'k'}}]",
        "'volumes': [{'name': 'files', 'azureFile': {'shareName': 'abc', 'storageAccountName': 'abc',"
            + " 'storageAccountKey': ''}}]",
        "'volumes': [{'name': 'files', 'emptyDir': {}}], 'volumeMounts': [{'name': 'files',"
            + " 'mountPath': 'a'}]",
        "'volumes': [{'name': 'files', 'emptyDir': {}}], 'volumeMounts': [{'name': 'files',"
            + " 'mountPath': '/a:b'}]",
        "'volumes': [{'name': 'files', 'emptyDir': {}}], 'volumeMounts': [{'name': 'files',"
            + " 'mountPath': '/./b'}]",
        "'imageRegistryCredentials': [{'server': 'https://r', 'username': 'u', 'password': 'p'}]",
        "'imageRegistryCredentials': [{'server': 'r', 'username': '', 'password': 'p'}]",
        "'imageRegistryCredentials': [{'server': 'r', 'username': 'u', 'password': ''}]",
        "'imageRegistryCredentials': [{'server': 'r', 'identity': '[system]'}]",
        "'identities': ['me']",
        "'identities': ['[system]', '[system]']",
        "'network': {'subnet': 'tasks'}",
        "'network': {'dns': {'nameServers': []}}",
        "'network': {'dns': {'nameServers': ['x']}}",
        "'network': {'dns': {'nameServers': ['::1'], 'searchDomains': ['-']}}",
        "'network': {'dns': {'nameServers': ['::1'], 'options': ['A']}}",
        "'network': {'publicAddress': true, 'ports': []}",
        "'network': {'publicAddress': true, 'ports': [{'port': 0}]}",
        "'network': {'publicAddress': true, 'ports': [{'port': 22}]}",
        "'network': {'publicAddress': true, 'ports': [{'port': 25000}]}",
        "'network': {'publicAddress': true, 'ports': [{'port': 65536}]}",
        "'network': {'publicAddress': true, 'ports': [{'port': 80, 'protocol': 'SCTP'}]}",
        "'network': {'publicAddress': true, 'ports': [{'port': 80}], 'dnsNameLabel': 'four'}",
        "'network': {'dnsNameLabel': 'my-task'}",
        "'logAnalytics': {'workspaceId': 'x', 'workspaceKey': 'k'}",
        "'logAnalytics': {'workspaceId': '01234567-89ab-cdef-0123-456789abcdef', 'workspaceKey': ''}",
        "'logAnalytics': {'workspaceId': '01234567-89ab-cdef-0123-456789abcdef', 'workspaceKey': 'k',"
            + " 'logType': 'All'}",
        "'labels': {'ESTIBA-x': 'y'}",
        "'labels': {'a?': 'y'}",
        "'containerGroup': {'location': 'x'}",
        "'containerGroup': {'tags': {'estiba-x': 'y'}}",
        "'containerGroup': {'properties': {'containers': []}}",
        "'containerGroup': {'properties': {'osType': 'Windows'}}",
        "'containerGroup': {'properties': null}",
        "'resourceGroup': 'ends.'",
        "'location': 'West Europe'",
        "'fallbackLocations': ['a', 'a']",
        "'fallbackLocations': ['-']",
        "'zones': ['1', '2']",
        "'zones': ['0']",
        "'priority': 'Low'",
        "'timeoutSeconds': 0",
        "'timeoutSeconds': 2592001",
        "'timeoutSeconds': 1.5",
        "'queueTimeoutSeconds': 0",
        "'startTimeoutSeconds': 2592001",
        "'runTimeoutSeconds': 0",
        "'cancelGraceSeconds': -1",
        "'cancelGraceSeconds': 3601",
        "'budget': 0",
        "'budget': 1000001",
        "'retry': {'maxAttempts': 0}",
        "'retry': {'maxAttempts': 11}",
        "'retry': {'maxAttempts': 2, 'backoffSeconds': 86401}",
        "'retry': {'maxAttempts': 2, 'maxBackoffSeconds': 86401}",
        "'retry': {'maxAttempts': 2, 'onExitCodes': [0]}",
        "'retry': {'maxAttempts': 2, 'onExitCodes': [256]}",
        "'retry': {'maxAttempts': 2, 'onExitCodes': [1, 1]}",
        "'retry': {'maxAttempts': 2, 'onFailures': ['Nothing']}",
        "'keep': 'forever'",
        "'keep': {'when': 'always', 'seconds': 59}",
        "'keep': {'when': 'always', 'seconds': 2592001}",
        "'onCompletion': [{'url': 'ftp://h/x'}]",
        "'onCompletion': [{'url': '/x'}]",
        "'onCompletion': [{'url': 'https://'}]",
        "'onCompletion': [{'url': 'https://me:pw@h/x'}]",
        "'onCompletion': [{'url': 'https://h/x#y'}]",
        "'onCompletion': [{'url': 'https://h:0/x'}]",
        "'onCompletion': [{'url': 'https://h:65536/x'}]",
        "'onCompletion': [{'url': 'https://h/a b'}]",
        "'onCompletion': [{'url': 'https://h/%4'}]",
        "'onCompletion': [{'url': 'https://h', 'queue': 'done'}]",
        "'onCompletion': [{'queue': 'ab'}]",
        "'onCompletion': [{'queue': 'Done'}]",
        "'onCompletion': [{'queue': 'a--b'}]",
        "'onCompletion': [{'queue': 'done', 'secretRef': {'appSetting': 'ESTIBA_SECRET_A'}}]",
        "'onCompletion': [{'queue': 'done', 'on': []}]",
        "'onCompletion': [{'queue': 'done', 'on': ['ended']}]",
        "'onCompletion': [{'queue': 'done', 'on': ['failed', 'failed']}]",
        "'onCompletion': [{'url': 'https://h', 'secretRef': 'text'}]",
        "'onCompletion': [{'url': 'https://h', 'secretRef': {'sealed': 'x'}}]",
        "'onCompletion': [{'url': 'https://h', 'secretRef': {'appSetting': 'PATH'}}]",
        "'onCompletion': [{}]"
      })
  void both_refuse_what_is_out_of_range_or_of_another_form(String fields) {
    JsonNode document = document(withoutFirstImage(busyboxWith(fields)));

    assertThat(parserTakes(document)).as("parser").isFalse();
    assertThat(schemaTakes(document)).as("schema").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sidecars | 60 | {'name':'s%d','image':'x','cpu':0.1,'memoryInGB':0.1}",
        "initContainers | 60 | {'name':'s%d','image':'x'}",
        "volumes | 21 | {'name':'volume-%d','emptyDir':{}}",
        "environmentVariables | 1001 | {'name':'A%d','value':''}",
        "identities | 21 | '/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/rg/"
            + "providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-%d'",
        "fallbackLocations | 11 | 'region%d'",
        "imageRegistryCredentials | 21 | {'server':'r%d','username':'u','password':'p'}",
        "onCompletion | 6 | {'queue':'queue-%d'}"
      })
  void both_refuse_one_too_many(String field, int count, String item) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(String.format(item, i));
    }
    JsonNode tooMany = document(busyboxWith("'cpu': 0.1, '" + field + "': " + items));
    JsonNode most =
        document(busyboxWith("'cpu': 0.1, '" + field + "': " + items.subList(1, count)));

    assertThat(List.of(parserTakes(tooMany), schemaTakes(tooMany))).containsExactly(false, false);
    assertThat(List.of(parserTakes(most), schemaTakes(most))).containsExactly(true, true);
  }

  @ParameterizedTest
  @CsvSource({
    "'', /properties",
    "/environmentVariables/0, /$defs/environmentVariables/items/properties",
    "/volumeMounts/0, /$defs/volumeMounts/items/properties",
    "/sidecars/0, /properties/sidecars/items/properties",
    "/initContainers/0, /properties/initContainers/items/properties",
    "/volumes/0, /properties/volumes/items/properties",
    "/volumes/2/gitRepo, /properties/volumes/items/properties/gitRepo/properties",
    "/volumes/3/azureFile, /properties/volumes/items/properties/azureFile/properties",
    "/imageRegistryCredentials/0, /properties/imageRegistryCredentials/items/properties",
    "/network, /properties/network/properties",
    "/network/dns, /properties/network/properties/dns/properties",
    "/network/ports/0, /properties/network/properties/ports/items/properties",
    "/logAnalytics, /properties/logAnalytics/properties",
    "/containerGroup, /properties/containerGroup/properties",
    "/retry, /properties/retry/properties",
    "/keep, /properties/keep/oneOf/1/properties",
    "/onCompletion/0, /properties/onCompletion/items/properties"
  })
  void both_know_the_same_fields(String place, String schemaPlace) {
    JsonNode document = document(everything());
    ((ObjectNode) document.at(place)).put("surprise", "x");

    String message =
        ((ParsedTask.Invalid) TaskParser.parse(document))
            .problems().stream()
                .filter(problem -> problem.path().equals(place + "/surprise"))
                .findFirst()
                .orElseThrow()
                .message();

    String start = "is not known here; allowed are ";
    assertThat(message).startsWith(start);
    assertThat(message.substring(start.length()).split(", "))
        .containsExactlyInAnyOrderElementsOf(() -> TEXT.at(schemaPlace).fieldNames());
  }

  @Test
  void every_field_is_described() {
    List<String> undescribed = new ArrayList<>();
    describe(TEXT, "", undescribed);

    assertThat(undescribed).isEmpty();
  }

  private static void describe(JsonNode node, String place, List<String> undescribed) {
    boolean isFields = place.endsWith("/properties") && !place.endsWith("/properties/properties");
    for (var child : node.properties()) {
      JsonNode value = child.getValue();
      if (isFields && value.isObject() && !described(value)) {
        undescribed.add(place + "/" + child.getKey());
      }
      describe(value, place + "/" + child.getKey(), undescribed);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      describe(node.get(i), place + "/" + i, undescribed);
    }
  }

  private static boolean described(JsonNode field) {
    String reference = field.path("$ref").asText("").replace("#", "");
    return field.hasNonNull("description") || TEXT.at(reference).hasNonNull("description");
  }
}
