package dev.estiba.aci;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.RestProxy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.Resource;
import com.azure.core.management.serializer.SerializerFactory;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.resourcemanager.containerinstance.fluent.ContainerGroupsClient;
import com.azure.resourcemanager.containerinstance.fluent.ContainersClient;
import com.azure.resourcemanager.containerinstance.fluent.models.ContainerGroupInner;
import com.azure.resourcemanager.containerinstance.implementation.ContainerInstanceManagementClientBuilder;
import com.azure.resourcemanager.containerinstance.implementation.ContainerInstanceManagementClientImpl;
import com.azure.resourcemanager.resources.fluent.ResourceGroupsClient;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import com.azure.resourcemanager.resources.implementation.ResourceManagementClientBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one adapter to Azure Resource Manager. A create is a single PUT: the SDK's own poller would
 * wait 30 s between its reads, on a thread.
 */
final class ArmContainerGroups implements ContainerGroups {

  private static final Logger log = LoggerFactory.getLogger(ArmContainerGroups.class);

  /** What ARM answers to the deletion of what is not there. */
  private static final int NO_CONTENT = 204;

  private final ContainerInstanceManagementClientImpl client;
  private final CreateRequest createRequest;
  private final ContainerGroupsClient groups;
  private final ContainersClient containers;
  private final ResourceGroupsClient resourceGroups;

  ArmContainerGroups(URI endpoint, String subscriptionId, HttpPipeline pipeline) {
    client =
        new ContainerInstanceManagementClientBuilder()
            .endpoint(endpoint.toString())
            .subscriptionId(subscriptionId)
            .environment(AzureEnvironment.AZURE)
            .pipeline(pipeline)
            .buildClient();
    createRequest =
        RestProxy.create(
            CreateRequest.class,
            pipeline,
            SerializerFactory.createDefaultManagementSerializerAdapter());
    groups = client.getContainerGroups();
    containers = client.getContainers();
    resourceGroups =
        new ResourceManagementClientBuilder()
            .endpoint(endpoint.toString())
            .subscriptionId(subscriptionId)
            .environment(AzureEnvironment.AZURE)
            .pipeline(pipeline)
            .buildClient()
            .getResourceGroups();
  }

  @Override
  public Answer<ContainerGroup> create(NewContainerGroup group) {
    try {
      String body = GroupBody.of(group);
      return ask(() -> create(group, body));
    } catch (UnusableOverlayException e) {
      return new Answer.Failed<>(new AciFailure.Invalid(null, String.valueOf(e.getMessage())));
    }
  }

  private ContainerGroup create(NewContainerGroup group, String body) {
    try {
      return put(group, body);
    } catch (HttpResponseException e) {
      if (!ArmFailures.isMissingResourceGroup(e)) {
        throw e;
      }
      createResourceGroup(group);
      return put(group, body);
    }
  }

  @Override
  public Answer<ContainerGroup> get(ContainerGroupId id) {
    return find(() -> GroupView.of(id, read(id)));
  }

  private ContainerGroupInner read(ContainerGroupId id) {
    return groups
        .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), Context.NONE)
        .getValue();
  }

  @Override
  public Answer<String> logs(ContainerGroupId id, String container) {
    return find(
        () -> {
          String content =
              containers
                  .listLogsWithResponse(
                      id.resourceGroup(), id.name(), container, null, true, Context.NONE)
                  .getValue()
                  .content();
          return content == null ? "" : content;
        },
        e -> ArmFailures.isMissing(e) || ArmFailures.isTransitioning(e));
  }

  @Override
  public Answer<ContainerGroupId> stop(ContainerGroupId id) {
    return find(
        () -> {
          groups.stopWithResponse(id.resourceGroup(), id.name(), Context.NONE);
          log.info("Stopped container group {}", id);
          return id;
        });
  }

  /** A PATCH may replace all tags by those it brings: it brings all. */
  @Override
  public Answer<ContainerGroupId> keep(ContainerGroupId id, Instant until) {
    return find(
        () -> {
          Resource resource = new Resource();
          resource.withTags(GroupTags.kept(read(id).tags(), until));
          groups.updateWithResponse(id.resourceGroup(), id.name(), resource, Context.NONE);
          log.info("Container group {} is kept until {}", id, until);
          return id;
        });
  }

  @Override
  public Answer<ContainerGroupId> delete(ContainerGroupId id) {
    Answer<Integer> status =
        find(
            () -> {
              var response =
                  groups
                      .deleteWithResponseAsync(id.resourceGroup(), id.name())
                      .blockOptional()
                      .orElseThrow();
              response.getValue().then().block();
              return response.getStatusCode();
            });
    if (status instanceof Answer.Failed<Integer> failed) {
      return new Answer.Failed<>(failed.failure());
    }
    if (status instanceof Answer.Ok<Integer> ok && ok.value() != NO_CONTENT) {
      log.info("Asked for the deletion of container group {}", id);
      return new Answer.Ok<>(id);
    }
    return new Answer.Missing<>();
  }

  @Override
  public Answer<List<ContainerGroup>> list() {
    return ask(() -> toGroups(groups.list()));
  }

  @Override
  public Answer<List<ContainerGroup>> list(String resourceGroup) {
    return find(() -> toGroups(groups.listByResourceGroup(resourceGroup)));
  }

  private static List<ContainerGroup> toGroups(PagedIterable<ContainerGroupInner> list) {
    return list.stream().map(group -> GroupView.of(idOf(group), group)).toList();
  }

  private ContainerGroup put(NewContainerGroup group, String body) {
    ContainerGroupId id = group.id();
    createRequest
        .send(
            client.getEndpoint(),
            client.getSubscriptionId(),
            id.resourceGroup(),
            id.name(),
            client.getApiVersion(),
            "application/json",
            BinaryData.fromString(body),
            Context.NONE)
        .block();
    log.info("Created container group {} for instance {}", id, group.owner().instanceId());
    return GroupView.pending(group);
  }

  private void createResourceGroup(NewContainerGroup group) {
    resourceGroups.createOrUpdate(
        group.id().resourceGroup(), new ResourceGroupInner().withLocation(group.location()));
    log.info("Created resource group {}", group.id().resourceGroup());
  }

  private static ContainerGroupId idOf(ContainerGroupInner group) {
    String[] parts = group.id().split("/", -1);
    String resourceGroup = parts.length > 4 ? parts[4] : "";
    return new ContainerGroupId(resourceGroup, group.name());
  }

  private static <T> Answer<T> find(Supplier<T> request) {
    return find(request, ArmFailures::isMissing);
  }

  /** As {@link #find}, for a request to which a 404 is a failure like any other. */
  private static <T> Answer<T> ask(Supplier<T> request) {
    return find(request, e -> false);
  }

  private static <T> Answer<T> find(
      Supplier<T> request, Predicate<HttpResponseException> isMissing) {
    try {
      return new Answer.Ok<>(request.get());
    } catch (HttpResponseException e) {
      return isMissing.test(e) ? new Answer.Missing<>() : new Answer.Failed<>(ArmFailures.of(e));
    } catch (RuntimeException e) {
      // The SDK wraps what the network does in RuntimeExceptions of several libraries.
      return new Answer.Failed<>(ArmFailures.ofNoAnswer(e));
    }
  }
}
