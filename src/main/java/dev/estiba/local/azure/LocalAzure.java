package dev.estiba.local.azure;

import dev.estiba.local.azure.runtime.ContainerRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Azure Resource Manager for resource groups and container groups, on loopback. Containers live on
 * when it is closed or its process dies; the next one on the same data directory finds them again.
 * Thread-safe.
 */
public final class LocalAzure implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalAzure.class);

  private final DataDirectory data;
  private final ContainerRuntime runtime;
  private final ContainerGroups groups;
  private final ResourceGroupDeletes deletes;
  private final ArmServer server;

  private LocalAzure(
      DataDirectory data,
      ContainerRuntime runtime,
      ContainerGroups groups,
      ResourceGroupDeletes deletes,
      ArmServer server) {
    this.data = data;
    this.runtime = runtime;
    this.groups = groups;
    this.deletes = deletes;
    this.server = server;
  }

  /**
   * Starts to answer, and goes on with all that an earlier one left.
   *
   * @throws IOException if the data directory is in use or unreadable, the port is taken, or there
   *     is no container engine for {@link RuntimeKind#DOCKER}
   */
  public static LocalAzure start(LocalAzureOptions options)
      throws IOException, InterruptedException {
    DataDirectory data = DataDirectory.open(options.dataDirectory());
    try {
      return start(options, data);
    } catch (IOException | InterruptedException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private static LocalAzure start(LocalAzureOptions options, DataDirectory data)
      throws IOException, InterruptedException {
    ResourceGroups resourceGroups =
        new ResourceGroups(new StateFolder<>(data.folder("resource-groups"), ResourceGroup.class));
    GroupTable table =
        new GroupTable(new StateFolder<>(data.folder("container-groups"), ContainerGroup.class));
    RuntimeInUse.require(options, !table.all().isEmpty());
    ContainerRuntime runtime = Runtimes.open(options, data);
    ContainerGroups groups = new ContainerGroups(table, resourceGroups, runtime, options.clock());
    ResourceGroupDeletes deletes = new ResourceGroupDeletes(resourceGroups, groups);
    try {
      groups.open();
      deletes.resume();
      ArmRoutes routes = new ArmRoutes();
      new ResourceGroupApi(resourceGroups, deletes).addTo(routes);
      new ContainerGroupApi(groups, resourceGroups, options.clock()).addTo(routes);
      ArmServer server = ArmServer.start(options.port(), routes);
      log.info("Container groups run as {} behind {}", options.runtime(), server.endpoint());
      return new LocalAzure(data, runtime, groups, deletes, server);
    } catch (IOException | InterruptedException | RuntimeException e) {
      deletes.close();
      groups.close();
      runtime.close();
      throw e;
    }
  }

  /** What runs the container groups that are kept in a data directory; empty if there are none. */
  public static Optional<RuntimeKind> runtimeInUse(Path dataDirectory) throws IOException {
    return RuntimeInUse.of(dataDirectory);
  }

  /** Scheme, host and port. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Stops answering; leaves the containers running. */
  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      deletes.close();
      groups.close();
      runtime.close();
      data.close();
    }
  }
}
