package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.OperationKind;
import java.net.URI;
import java.util.Locale;

/**
 * What clients ask an unknown cloud first, before they have a token: where its services are. Here
 * they are all in one place; what this machine does not have is told as Azure's public cloud has
 * it, since clients insist on it.
 */
final class CloudMetadata {

  private static final String PATH = "/metadata/endpoints";

  /** From this version on the answer is one cloud, before it was a list. */
  private static final String FIRST_OF_ONE = "2022-09-01";

  private CloudMetadata() {}

  static boolean isAt(String path) {
    return path.toLowerCase(Locale.ROOT).equals(PATH);
  }

  static void addTo(ArmRoutes routes) {
    routes.add(OperationKind.LOCATION, "GET", PATH, CloudMetadata::get);
  }

  private static ArmResponse get(ArmRequest request) {
    ObjectNode cloud = cloud(request.base());
    boolean one = request.parameter("api-version").orElse("").compareTo(FIRST_OF_ONE) >= 0;
    return ArmResponse.of(200, one ? cloud : Json.MAPPER.createArrayNode().add(cloud));
  }

  private static ObjectNode cloud(URI base) {
    ObjectNode cloud = Json.object();
    cloud.put("name", "EstibaLocal").put("portal", base.toString());
    ObjectNode authentication = cloud.putObject("authentication");
    authentication.put("loginEndpoint", base.toString());
    AccessTokens.AUDIENCES.forEach(authentication.withArray("audiences")::add);
    authentication.put("tenant", "common").put("identityProvider", "AAD");
    cloud.put("resourceManager", base + "/");
    cloud.put("gallery", base + "/").put("sqlManagement", base + "/");
    addServices(cloud);
    cloud
        .putObject("suffixes")
        .put("acrLoginServer", "azurecr.io")
        .put("keyVaultDns", "vault.azure.net")
        .put("sqlServerHostname", "database.windows.net")
        .put("storage", "core.windows.net");
    return cloud;
  }

  private static void addServices(ObjectNode cloud) {
    cloud.put("graph", "https://graph.windows.net/");
    cloud.put("graphAudience", "https://graph.windows.net/");
    cloud.put("microsoftGraphResourceId", "https://graph.microsoft.com/");
    cloud.put("batch", "https://batch.core.windows.net/");
    cloud.put("media", "https://rest.media.azure.net");
    cloud.put("activeDirectoryDataLake", "https://datalake.azure.net/");
    cloud.put("logAnalyticsResourceId", "https://api.loganalytics.io");
    cloud.put("ossrDbmsResourceId", "https://ossrdbms-aad.database.windows.net");
    cloud.put("synapseAnalyticsResourceId", "https://dev.azuresynapse.net");
    cloud.put("attestationResourceId", "https://attest.azure.net");
    cloud.put("vmImageAliasDoc", "");
  }
}
