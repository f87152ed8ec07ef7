package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.runtime.ContainerRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Azure Resource Manager for resource groups and container groups, on loopback. Containers live on
 * when it is closed or its process dies; the next one on the same data directory finds them again.
 * Thread-safe.
 */
public final class LocalAzure implements AutoCloseable {

  static final String CONTAINER_GROUPS = "container_groups";

  private static final Logger log = LoggerFactory.getLogger(LocalAzure.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final String RESOURCE_GROUPS = "resource_groups";

  private final Parts parts;
  private final ContainerRuntime runtime;
  private final ArmServer server;
  private final @Nullable ServerCertificate certificate;
  private final AccessTokens tokens;
  private final Path tokenFile;

  private LocalAzure(
      Parts parts,
      ContainerRuntime runtime,
      ArmServer server,
      @Nullable ServerCertificate certificate,
      AccessTokens tokens,
      Path tokenFile) {
    this.parts = parts;
    this.runtime = runtime;
    this.server = server;
    this.certificate = certificate;
    this.tokens = tokens;
    this.tokenFile = tokenFile;
  }

  /**
   * Starts to answer, and goes on with all that an earlier one left.
   *
   * @throws IOException if the data directory is in use or unreadable, the port is taken, or there
   *     is no container engine for {@link RuntimeKind#DOCKER}
   */
  public static LocalAzure start(LocalAzureOptions options)
      throws IOException, InterruptedException {
    Parts parts = new Parts();
    try {
      LocalAzure azure = start(options, parts);
      log.info("Container groups run as {} behind {}", options.runtime(), azure.endpoint());
      return azure;
    } catch (IOException | InterruptedException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static LocalAzure start(LocalAzureOptions options, Parts parts)
      throws IOException, InterruptedException {
    DataDirectory data = parts.add(DataDirectory.open(options.dataDirectory()));
    StateStore state = parts.add(StateStore.open(options.dataDirectory()));
    ResourceGroups resourceGroups =
        new ResourceGroups(state.table(RESOURCE_GROUPS, ResourceGroup.class));
    GroupTable table = new GroupTable(state.table(CONTAINER_GROUPS, ContainerGroup.class));
    RuntimeInUse.require(options, !table.all().isEmpty());
    InstantSource clock = options.clock();
    Moods moods = new Moods(options.behavior(), clock);
    ContainerRuntime runtime = Runtimes.open(options, data, moods);
    parts.add(runtime::close);
    TokenIssuer issuer = new TokenIssuer(data.secret("identity.key"), clock);
    List<String> addresses = new ArrayList<>(List.of("127.0.0.1"));
    runtime.hostAddress().ifPresent(addresses::add);
    IdentityServer identities =
        parts.add(
            IdentityServer.start(data.file("identity.port"), addresses, table, issuer, clock));
    Specs specs =
        new Specs(
            new FileShares(options.fileShares()),
            group -> identities.environmentOf(group, runtime.hostName()));
    Background background = parts.add(new Background(RETRY_AFTER));
    GroupLife life =
        parts.add(
            new GroupLife(
                table, runtime, specs, moods, background, clock, options.onContainerNews()));
    SupportedProperties supported = new SupportedProperties(options.accepted());
    ContainerGroups groups =
        new ContainerGroups(table, resourceGroups, runtime, specs, life, supported, moods, clock);
    ResourceGroupDeletes deletes = new ResourceGroupDeletes(resourceGroups, groups, background);
    life.open();
    deletes.resume();
    ArmRoutes routes = new ArmRoutes();
    GroupPaths paths = new GroupPaths(groups, resourceGroups);
    new ResourceGroupApi(resourceGroups, deletes).addTo(routes);
    new ContainerGroupApi(groups, resourceGroups, paths, clock, moods).addTo(routes);
    new GroupActionsApi(groups, paths, moods).addTo(routes);
    new LocationApi(groups, moods).addTo(routes);
    new ResourceListApi(groups, resourceGroups, clock).addTo(routes);
    new SubscriptionApi(resourceGroups).addTo(routes);
    new ProviderApi().addTo(routes);
    CloudMetadata.addTo(routes);
    Path tokenFile = data.file("token");
    AccessTokens tokens = AccessTokens.in(tokenFile, issuer);
    ArmHandler handler =
        new ArmHandler(
            new RequestGuard(tokens),
            routes,
            new MoodyCalls(groups, moods, clock),
            new BehaviorApi(moods),
            new SignIn(tokens, issuer),
            clock);
    ServerCertificate certificate = options.https() ? ServerCertificate.in(data, clock) : null;
    ArmServer server = parts.add(ArmServer.start(options.port(), certificate, handler));
    return new LocalAzure(parts, runtime, server, certificate, tokens, tokenFile);
  }

  /** What runs the container groups that are kept in a data directory; empty if there are none. */
  public static Optional<RuntimeKind> runtimeInUse(Path dataDirectory) throws IOException {
    return RuntimeInUse.of(dataDirectory);
  }

  /** Scheme, host and port. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The certificate, as PEM, that clients have to trust; empty without https. */
  public Optional<Path> caFile() {
    return Optional.ofNullable(certificate).map(ServerCertificate::caFile);
  }

  /** Holds the {@link #token}; only its owner can read it. */
  public Path tokenFile() {
    return tokenFile;
  }

  /** The bearer token that every request needs; the same for all the life of a data directory. */
  public String token() {
    return tokens.own();
  }

  /** Why containers cannot be run at present, and what to do; empty if they can. */
  public Optional<String> problem() {
    return runtime.problem();
  }

  /** Stops answering; leaves the containers running. */
  @Override
  public void close() throws IOException {
    parts.close();
  }
}
