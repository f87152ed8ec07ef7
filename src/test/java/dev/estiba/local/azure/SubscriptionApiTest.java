package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients ask around container groups. */
final class SubscriptionApiTest {

  @TempDir Path data;
  private LocalAzure azure;
  private ArmClient arm;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
    arm = new ArmClient(azure);
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  private JsonNode get(String path) {
    ArmClient.Answer answer = arm.send("GET", path, "");
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private List<String> names(String path, String field) {
    return get(path).path("value").findValuesAsText(field);
  }

  @Test
  void every_subscription_exists_and_those_in_use_are_listed() {
    assertThat(names("/subscriptions", "subscriptionId")).containsExactly(SubscriptionApi.OWN);
    assertThat(get("/subscriptions/other").path("state").asText()).isEqualTo("Enabled");

    arm.createResourceGroup();

    assertThat(names("/subscriptions", "subscriptionId"))
        .containsExactly(SubscriptionApi.OWN, "s1");
    assertThat(names("/tenants", "tenantId"))
        .containsExactly(get("/subscriptions/s1").path("tenantId").asText());
  }

  @Test
  void a_subscription_has_azures_regions() {
    assertThat(names("/subscriptions/s1/locations", "displayName")).contains("West Europe");
    assertThat(names("/subscriptions/s1/locations", "name")).contains("westeurope", "eastus2");
  }

  @ParameterizedTest
  @CsvSource({"GET,", "POST,/register"})
  void the_provider_is_registered(String method, String action) {
    String path = "/subscriptions/s1/providers/Microsoft.ContainerInstance";

    JsonNode provider = arm.send(method, path + (action == null ? "" : action), "").json();

    assertThat(provider.path("registrationState").asText()).isEqualTo("Registered");
    JsonNode type = provider.path("resourceTypes").path(0);
    assertThat(type.path("resourceType").asText()).isEqualTo("containerGroups");
    assertThat(type.path("apiVersions")).extracting(JsonNode::asText).contains("2023-05-01");
  }

  @Test
  void other_providers_do_not_exist() {
    assertThat(names("/subscriptions/s1/providers", "namespace"))
        .containsExactly("Microsoft.ContainerInstance", "Microsoft.Resources");
    assertThat(arm.send("GET", "/subscriptions/s1/providers/Microsoft.Other", "").code())
        .isEqualTo("InvalidResourceNamespace");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "'',2",
        "resourceType eq 'Microsoft.ContainerInstance/containerGroups',2",
        "resourceType eq 'Microsoft.Other/things',0",
        "name eq 'G1',1",
        "location eq 'West Europe' and resourceGroup eq 'rg1',2",
        "resourceGroup eq 'rg2',0",
        "tagName eq 'k' and tagValue eq 'v',1",
        "tagName eq 'k',1",
        "tagName eq 'v',0",
        "tagValue eq 'k',0",
      })
  void resources_are_listed_through_filters(String filter, int found) {
    arm.createResourceGroup();
    arm.create("g1", ArmClient.group("any", List.of(), Map.of()));
    var tagged = ArmClient.group("any", List.of(), Map.of());
    tagged.putObject("tags").put("k", "v");
    arm.create("g2", tagged);

    String query = "?$filter=" + encoded(filter.equals("''") ? "" : filter);

    assertThat(names(ArmClient.RESOURCE_GROUP + "/resources" + query, "name")).hasSize(found);
    assertThat(names("/subscriptions/s1/resources" + query, "name")).hasSize(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "size eq '1'", "name ne 'g1'"})
  void a_filter_that_is_not_understood_is_refused(String filter) {
    String path = "/subscriptions/s1/resources?$filter=" + encoded(filter);

    assertThat(arm.send("GET", path, "").code()).isEqualTo("InvalidFilterInQueryString");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void a_resource_group_gets_other_tags() {
    arm.createResourceGroup();

    arm.send("PATCH", ArmClient.RESOURCE_GROUP, "{\"tags\":{\"a\":\"b\"}}");

    assertThat(get(ArmClient.RESOURCE_GROUP).at("/tags/a").asText()).isEqualTo("b");
    assertThat(arm.send("PATCH", "/subscriptions/s1/resourceGroups/no", "{}").status())
        .isEqualTo(404);
  }
}
