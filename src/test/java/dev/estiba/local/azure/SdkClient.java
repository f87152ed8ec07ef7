package dev.estiba.local.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.resourcemanager.containerinstance.fluent.ContainerInstanceManagementClient;
import com.azure.resourcemanager.containerinstance.fluent.models.ContainerGroupInner;
import com.azure.resourcemanager.containerinstance.implementation.ContainerInstanceManagementClientBuilder;
import com.azure.resourcemanager.containerinstance.models.Container;
import com.azure.resourcemanager.containerinstance.models.ContainerGroupRestartPolicy;
import com.azure.resourcemanager.containerinstance.models.EnvironmentVariable;
import com.azure.resourcemanager.containerinstance.models.OperatingSystemTypes;
import com.azure.resourcemanager.containerinstance.models.ResourceRequests;
import com.azure.resourcemanager.containerinstance.models.ResourceRequirements;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Azure's SDK for Java, the one that the product uses, pointed at a local Azure. */
final class SdkClient {

  private SdkClient() {}

  static ContainerInstanceManagementClient of(LocalAzure azure) {
    HttpHeaders headers =
        new HttpHeaders().set(HttpHeaderName.AUTHORIZATION, "Bearer " + azure.token());
    return new ContainerInstanceManagementClientBuilder()
        .pipeline(
            new HttpPipelineBuilder()
                .policies(new RetryPolicy(), new AddHeadersPolicy(headers))
                .build())
        .endpoint(azure.endpoint().toString())
        .environment(AzureEnvironment.AZURE)
        .subscriptionId("s1")
        .defaultPollInterval(Duration.ofMillis(100))
        .buildClient();
  }

  /** Of one container with the group's name. */
  static ContainerGroupInner aGroup(String name, Map<String, String> environment) {
    List<EnvironmentVariable> variables =
        environment.entrySet().stream()
            .map(e -> new EnvironmentVariable().withName(e.getKey()).withValue(e.getValue()))
            .toList();
    Container container =
        new Container()
            .withName(name)
            .withImage("any")
            .withEnvironmentVariables(variables)
            .withResources(
                new ResourceRequirements()
                    .withRequests(new ResourceRequests().withCpu(1).withMemoryInGB(1)));
    return new ContainerGroupInner()
        .withLocation("westeurope")
        .withTags(Map.of("a", "b"))
        .withOsType(OperatingSystemTypes.LINUX)
        .withRestartPolicy(ContainerGroupRestartPolicy.NEVER)
        .withContainers(List.of(container));
  }
}
