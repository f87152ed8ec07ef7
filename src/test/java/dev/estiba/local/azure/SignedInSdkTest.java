package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.containerinstance.ContainerInstanceManager;
import com.azure.resourcemanager.containerinstance.models.ContainerGroup;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupRestartPolicy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Azure's SDK for Java as programs use it in Azure: signed in, over https, with its own pipeline.
 */
final class SignedInSdkTest {

  @TempDir Path data;

  private static ContainerInstanceManager manager(LocalAzure azure) throws Exception {
    String endpoint = azure.endpoint().toString();
    HttpClient http = new JdkHttpClientBuilder(HttpsTest.trusting(azure)).build();
    ClientSecretCredential credential =
        new ClientSecretCredentialBuilder()
            .authorityHost(endpoint)
            .disableInstanceDiscovery()
            .tenantId("any")
            .clientId("any")
            .clientSecret(azure.token())
            .httpClient(http)
            .build();
    AzureEnvironment environment =
        new AzureEnvironment(
            Map.of(
                "resourceManagerEndpointUrl",
                endpoint,
                "managementEndpointUrl",
                "https://management.core.windows.net/",
                "activeDirectoryEndpointUrl",
                endpoint,
                "microsoftGraphResourceId",
                "https://graph.microsoft.com/"));
    return ContainerInstanceManager.configure()
        .withHttpClient(http)
        .authenticate(credential, new AzureProfile("any", SubscriptionApi.OWN, environment));
  }

  @Test
  void it_signs_in_and_creates_a_group_with_its_resource_group() throws Exception {
    try (LocalAzure azure =
        LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED).withHttps(true))) {
      ContainerInstanceManager manager = manager(azure);

      ContainerGroup group =
          manager
              .containerGroups()
              .define("g")
              .withRegion("westeurope")
              .withNewResourceGroup("rg")
              .withLinux()
              .withPublicImageRegistryOnly()
              .withoutVolume()
              .defineContainerInstance("main")
              .withImage("busybox")
              .withoutPorts()
              .withCpuCoreCount(1)
              .withMemorySizeInGB(1)
              .withStartingCommandLine("simulate", "--log", "hello")
              .attach()
              .withRestartPolicy(ContainerGroupRestartPolicy.NEVER)
              .create();

      assertThat(group.provisioningState()).isEqualTo("Succeeded");
      assertThat(manager.containerGroups().list())
          .extracting(ContainerGroup::name)
          .containsExactly("g");
    }
  }
}
