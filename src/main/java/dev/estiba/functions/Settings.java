package dev.estiba.functions;

import dev.estiba.governor.LimitTable;
import dev.estiba.orchestration.RunDefaults;
import dev.estiba.secret.SealingSettings;
import dev.estiba.task.PriceTable;
import dev.estiba.webhook.AllowedNetworks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an installation can be told, from its app settings; docs/architecture.md lists them.
 *
 * @param app name of the installation, in the tags of its groups
 * @param resourceGroup for tasks that name none
 * @param location for tasks that name none, and for resource groups that are made
 * @param watchInterval the shortest time between two looks at a running group
 * @param longestWatchInterval the longest
 * @param logs where the log archive is
 * @param state where the documents are that hosts share
 * @param prices what container groups cost
 * @param limits what the subscription may do
 * @param sealing the keys for literal secrets, none of which its text shows
 * @param allowedNetworks where webhooks may go besides the Internet
 * @param queues the storage account whose queues are told of ends; empty for none
 */
record Settings(
    String app,
    String subscriptionId,
    URI armEndpoint,
    String resourceGroup,
    String location,
    Duration watchInterval,
    Duration longestWatchInterval,
    Place logs,
    Place state,
    PriceTable prices,
    LimitTable limits,
    SealingSettings sealing,
    AllowedNetworks allowedNetworks,
    Optional<Place> queues) {

  /** Where something is kept. */
  sealed interface Place {

    record Directory(String path) implements Place {}

    record Connection(String connectionString) implements Place {

      /** Without the account's key. */
      @Override
      public String toString() {
        return "Connection[***]";
      }
    }

    /**
     * A storage account that the function app's identity may write to.
     *
     * @param endpoint of one of its services
     */
    record Account(URI endpoint) implements Place {}
  }

  private static final String STORAGE = "AzureWebJobsStorage";

  /**
   * @throws IllegalArgumentException naming the setting that is missing or wrong, and what it holds
   */
  static Settings from(Map<String, String> settings) {
    return new Settings(
        app(settings),
        subscriptionId(settings),
        uri(
            "ESTIBA_ARM_ENDPOINT",
            get(settings, "ESTIBA_ARM_ENDPOINT").orElse("https://management.azure.com")),
        get(settings, "ESTIBA_RESOURCE_GROUP").orElse("estiba"),
        location(settings),
        millis(settings, "ESTIBA_WATCH_INTERVAL_MILLIS", "3000"),
        millis(settings, "ESTIBA_LONGEST_WATCH_INTERVAL_MILLIS", "60000"),
        logs(settings),
        state(settings),
        get(settings, PriceTable.SETTING).map(PriceTable::parse).orElse(PriceTable.AZURE_LIST),
        limits(settings),
        SealingSettings.of(
            get(settings, SealingSettings.CURRENT).orElse(null),
            get(settings, SealingSettings.PREVIOUS).orElse(null)),
        get(settings, AllowedNetworks.SETTING)
            .map(AllowedNetworks::parse)
            .orElse(AllowedNetworks.NONE),
        queues(settings));
  }

  /** What orchestrations are told that start tasks. */
  RunDefaults runDefaults() {
    return new RunDefaults(
        resourceGroup, location, watchInterval.toMillis(), longestWatchInterval.toMillis(), prices);
  }

  /** Not a part of the record, which may be shown. */
  static Optional<String> armToken(Map<String, String> settings) {
    return get(settings, "ESTIBA_ARM_TOKEN");
  }

  /** The storage account of the function app itself; not a part of the record, as above. */
  static Optional<Place> storage(Map<String, String> settings) {
    return get(settings, STORAGE)
        .<Place>map(Place.Connection::new)
        .or(() -> blobEndpoint(settings).map(Place.Account::new));
  }

  /** A deployment slot has a task hub of its own, and so is an installation of its own. */
  private static String app(Map<String, String> settings) {
    String site = get(settings, "WEBSITE_SITE_NAME").orElse("estiba");
    String own =
        get(settings, "WEBSITE_SLOT_NAME")
            .filter(slot -> !slot.equalsIgnoreCase("Production"))
            .map(slot -> site + "-" + slot)
            .orElse(site);
    return get(settings, "ESTIBA_APP").orElseGet(() -> requireNamed(settings, own));
  }

  /** Two installations of one name would sweep each other's groups. */
  private static String requireNamed(Map<String, String> settings, String own) {
    if (isLocal(settings) || get(settings, "WEBSITE_SITE_NAME").isPresent()) {
      return own;
    }
    throw new IllegalArgumentException(
        "The app setting ESTIBA_APP is missing: a name for this installation, which no other one in"
            + " the subscription has.");
  }

  private static boolean isLocal(Map<String, String> settings) {
    return get(settings, "ESTIBA_ARM_ENDPOINT").orElse("").startsWith("http://");
  }

  private static String subscriptionId(Map<String, String> settings) {
    return get(settings, "AZURE_SUBSCRIPTION_ID")
        // Functions in Azure know theirs: <subscription id>+<resource group and region>.
        .or(() -> get(settings, "WEBSITE_OWNER_NAME").map(owner -> owner.replaceFirst("\\+.*", "")))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The app setting AZURE_SUBSCRIPTION_ID is missing: the id of the subscription"
                        + " that container groups are made in."));
  }

  private static String location(Map<String, String> settings) {
    return get(settings, "ESTIBA_LOCATION")
        .or(() -> get(settings, "REGION_NAME"))
        .orElse("westeurope")
        .toLowerCase(Locale.ROOT)
        .replace(" ", "");
  }

  private static Duration millis(Map<String, String> settings, String name, String otherwise) {
    String millis = get(settings, name).orElse(otherwise);
    if (!millis.matches("[1-9][0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "The app setting "
              + name
              + " must be a whole number from 10 to 999999 (milliseconds); it is '"
              + millis
              + "'.");
    }
    return Duration.ofMillis(Long.parseLong(millis));
  }

  /** On one machine, groups are made as fast as it can. */
  private static LimitTable limits(Map<String, String> settings) {
    return get(settings, LimitTable.SETTING)
        .map(LimitTable::parse)
        .orElse(isLocal(settings) ? LimitTable.NONE : LimitTable.AZURE);
  }

  private static Place state(Map<String, String> settings) {
    return get(settings, "ESTIBA_STATE_DIRECTORY")
        .<Place>map(Place.Directory::new)
        .or(() -> storage(settings))
        .orElseGet(() -> besideTheLogs(logs(settings)));
  }

  private static Place besideTheLogs(Place logs) {
    return logs instanceof Place.Directory directory
        ? new Place.Directory(Path.of(directory.path()).resolveSibling("state").toString())
        : logs;
  }

  private static Place logs(Map<String, String> settings) {
    return get(settings, "ESTIBA_LOG_DIRECTORY")
        .<Place>map(Place.Directory::new)
        .or(() -> storage(settings))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No place for logs: set AzureWebJobsStorage (a connection string),"
                        + " AzureWebJobsStorage__accountName or ESTIBA_LOG_DIRECTORY."));
  }

  private static Optional<Place> queues(Map<String, String> settings) {
    return get(settings, STORAGE)
        .<Place>map(Place.Connection::new)
        .or(() -> endpoint(settings, "queue").map(Place.Account::new));
  }

  private static Optional<URI> blobEndpoint(Map<String, String> settings) {
    return endpoint(settings, "blob");
  }

  /**
   * @param service {@code blob} or {@code queue}
   */
  private static Optional<URI> endpoint(Map<String, String> settings, String service) {
    String setting = STORAGE + "__" + service + "ServiceUri";
    return get(settings, setting)
        .or(
            () ->
                get(settings, STORAGE + "__accountName")
                    .map(account -> "https://" + account + "." + service + ".core.windows.net"))
        .map(uri -> uri(setting, uri));
  }

  private static URI uri(String setting, String value) {
    URI uri = URI.create(value);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "The app setting " + setting + " must be a URL; it is '" + value + "'.");
    }
    return uri;
  }

  private static Optional<String> get(Map<String, String> settings, String name) {
    return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
  }
}
