package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.functions.Settings.Place;
import dev.estiba.governor.LimitTable;
import dev.estiba.secret.SealingSettings;
import dev.estiba.task.Price;
import dev.estiba.task.PriceTable;
import dev.estiba.task.Priority;
import dev.estiba.webhook.AllowedNetworks;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String CONNECTION = "UseDevelopmentStorage=true";

  @Test
  void a_function_app_in_azure_needs_no_settings_of_its_own() {
    Settings settings =
        Settings.from(
            Map.of(
                "WEBSITE_SITE_NAME", "my-app",
                "WEBSITE_OWNER_NAME", "0f1e+group-WestEuropewebspace-Linux",
                "REGION_NAME", "North Europe",
                "AzureWebJobsStorage", CONNECTION));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "my-app",
                "0f1e",
                URI.create("https://management.azure.com"),
                "estiba",
                "northeurope",
                Duration.ofSeconds(3),
                Duration.ofMinutes(1),
                new Place.Connection(CONNECTION),
                new Place.Connection(CONNECTION),
                PriceTable.AZURE_LIST,
                LimitTable.AZURE,
                SealingSettings.NONE,
                AllowedNetworks.NONE,
                Optional.of(new Place.Connection(CONNECTION))));
  }

  @Test
  void a_deployment_slot_is_an_installation_of_its_own() {
    Map<String, String> settings = new HashMap<>();
    settings.put("AZURE_SUBSCRIPTION_ID", "sub");
    settings.put("AzureWebJobsStorage", CONNECTION);
    settings.put("WEBSITE_SITE_NAME", "my-app");

    settings.put("WEBSITE_SLOT_NAME", "staging");
    assertThat(Settings.from(settings).app()).isEqualTo("my-app-staging");
    settings.put("WEBSITE_SLOT_NAME", "Production");
    assertThat(Settings.from(settings).app()).isEqualTo("my-app");
    settings.put("ESTIBA_APP", "mine");
    assertThat(Settings.from(settings).app()).isEqualTo("mine");
  }

  @Test
  void a_storage_account_may_be_reached_by_identity() {
    assertThat(with("AzureWebJobsStorage__accountName", "mine").logs())
        .isEqualTo(new Place.Account(URI.create("https://mine.blob.core.windows.net")));
    assertThat(with("AzureWebJobsStorage__blobServiceUri", "https://mine.example").logs())
        .isEqualTo(new Place.Account(URI.create("https://mine.example")));
  }

  @Test
  void queues_are_in_the_storage_account_if_there_is_one() {
    assertThat(with("AzureWebJobsStorage__accountName", "mine").queues())
        .contains(new Place.Account(URI.create("https://mine.queue.core.windows.net")));
    assertThat(
            Settings.from(
                    Map.of(
                        "AZURE_SUBSCRIPTION_ID",
                        "sub",
                        "ESTIBA_APP",
                        "app",
                        "ESTIBA_LOG_DIRECTORY",
                        "logs"))
                .queues())
        .isEmpty();
  }

  @Test
  void networks_that_webhooks_may_go_to_are_read_and_checked() {
    assertThat(with("ESTIBA_ALLOWED_NETWORKS", "10.1.0.0/16").allowedNetworks())
        .isEqualTo(AllowedNetworks.parse("10.1.0.0/16"));
    assertThatThrownBy(() -> with("ESTIBA_ALLOWED_NETWORKS", "10.1.0.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ESTIBA_ALLOWED_NETWORKS")
        .hasMessageContaining("it has '10.1.0.0'");
  }

  @Test
  void a_directory_wins_over_storage() {
    assertThat(with("ESTIBA_LOG_DIRECTORY", "/var/log/estiba").logs())
        .isEqualTo(new Place.Directory("/var/log/estiba"));
  }

  @Test
  void what_is_missing_is_named() {
    assertThatThrownBy(
            () -> Settings.from(Map.of("ESTIBA_APP", "a", "AzureWebJobsStorage", CONNECTION)))
        .hasMessageContaining("AZURE_SUBSCRIPTION_ID");
    assertThatThrownBy(
            () -> Settings.from(Map.of("ESTIBA_APP", "a", "AZURE_SUBSCRIPTION_ID", "sub")))
        .hasMessageContaining("AzureWebJobsStorage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "often", "1.5", "9"})
  void an_interval_that_is_none_is_refused(String millis) {
    assertThatThrownBy(() -> with("ESTIBA_WATCH_INTERVAL_MILLIS", millis))
        .hasMessageContaining("ESTIBA_WATCH_INTERVAL_MILLIS")
        .hasMessageContaining(millis);
  }

  @Test
  void an_endpoint_that_is_no_url_is_refused() {
    assertThatThrownBy(() -> with("ESTIBA_ARM_ENDPOINT", "management"))
        .hasMessageContaining("ESTIBA_ARM_ENDPOINT");
  }

  @Test
  void a_token_is_read_but_not_shown() {
    Map<String, String> settings = Map.of("ESTIBA_ARM_TOKEN", "secret-token");

    assertThat(Settings.armToken(settings)).contains("secret-token");
    assertThat(Settings.armToken(Map.of())).isEmpty();
    assertThat(with("ESTIBA_ARM_TOKEN", "secret-token").toString()).doesNotContain("secret-token");
  }

  @Test
  void an_installation_may_have_prices_of_its_own() {
    String prices =
        "{\"currency\":\"EUR\",\"regions\":{\"*\":{\"vCpuHour\":0.04,\"memoryGBHour\":0.004}}}";

    assertThat(with("ESTIBA_PRICES", prices).prices().price("anywhere", Priority.REGULAR))
        .isEqualTo(new Price(0.04, 0.004, "EUR"));
    assertThatThrownBy(() -> with("ESTIBA_PRICES", "cheap")).hasMessageContaining("ESTIBA_PRICES");
  }

  @Test
  void azures_limits_are_kept_in_azure_and_none_on_one_machine_unless_they_are_set() {
    String local = "http://127.0.0.1:1";
    String mine = "{\"default\": {\"groups\": 7}}";

    assertThat(with("ESTIBA_LOCATION", "x").limits()).isEqualTo(LimitTable.AZURE);
    assertThat(with("ESTIBA_ARM_ENDPOINT", local).limits()).isEqualTo(LimitTable.NONE);
    assertThat(with("ESTIBA_LIMITS", "none").limits()).isEqualTo(LimitTable.NONE);
    assertThat(with("ESTIBA_LIMITS", mine).limits().in("x").groups()).isEqualTo(7);
    assertThatThrownBy(() -> with("ESTIBA_LIMITS", "few")).hasMessageContaining("ESTIBA_LIMITS");
  }

  @Test
  void what_hosts_share_is_in_the_storage_or_a_directory() {
    assertThat(with("ESTIBA_LOG_DIRECTORY", "/var/estiba/logs").state())
        .isEqualTo(new Place.Connection(CONNECTION));
    assertThat(with("ESTIBA_STATE_DIRECTORY", "/var/estiba/state").state())
        .isEqualTo(new Place.Directory("/var/estiba/state"));
    assertThat(
            Settings.from(
                    Map.of(
                        "ESTIBA_APP", "a",
                        "AZURE_SUBSCRIPTION_ID", "sub",
                        "ESTIBA_LOG_DIRECTORY", "/var/estiba/logs"))
                .state())
        .isEqualTo(new Place.Directory("/var/estiba/state"));
  }

  @Test
  void keys_for_secrets_are_read_but_not_shown() {
    String key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    Settings settings = with("ESTIBA_SEALING_KEY", key);

    assertThat(settings.sealing()).isEqualTo(SealingSettings.of(key, null));
    assertThat(settings.toString()).doesNotContain("AAAA");
    assertThat(with("ESTIBA_SEALING_KEY_PREVIOUS", key).sealing())
        .isEqualTo(SealingSettings.of(null, key));
    assertThatThrownBy(() -> with("ESTIBA_SEALING_KEY", "hunter2"))
        .hasMessageContaining("ESTIBA_SEALING_KEY")
        .hasMessageNotContaining("hunter2");
  }

  private static Settings with(String name, String value) {
    Map<String, String> settings = new HashMap<>();
    settings.put("AZURE_SUBSCRIPTION_ID", "sub");
    settings.put("ESTIBA_APP", "app");
    if (!name.contains("__")) {
      settings.put("AzureWebJobsStorage", CONNECTION);
    }
    settings.put(name, value);
    return Settings.from(settings);
  }

  @Test
  void in_azure_an_installation_has_a_name_of_its_own() {
    Map<String, String> settings = new HashMap<>();
    settings.put("AZURE_SUBSCRIPTION_ID", "s");
    settings.put("ESTIBA_LOG_DIRECTORY", "logs");

    assertThatThrownBy(() -> Settings.from(settings)).hasMessageContaining("ESTIBA_APP");
    settings.put("ESTIBA_ARM_ENDPOINT", "http://127.0.0.1:1");
    assertThat(Settings.from(settings).app()).isEqualTo("estiba");
  }
}
