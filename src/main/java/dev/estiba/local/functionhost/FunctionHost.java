package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.app.HostJson;
import dev.estiba.local.functionhost.durable.DurableApi;
import dev.estiba.local.functionhost.durable.ManagementUrls;
import dev.estiba.local.functionhost.health.Health;
import dev.estiba.local.functionhost.health.HealthCheck;
import dev.estiba.local.functionhost.keys.Gate;
import dev.estiba.local.functionhost.storage.QueueOptions;
import dev.estiba.local.functionhost.storage.QueueTriggers;
import dev.estiba.local.functionhost.storage.StorageBindings;
import dev.estiba.local.functionhost.web.Limits;
import dev.estiba.local.functionhost.web.ServerOptions;
import dev.estiba.local.functionhost.web.WebServer;
import dev.estiba.local.taskhub.TaskHub;
import dev.estiba.local.taskhub.TaskHubClient;
import dev.estiba.local.taskhub.TaskHubOptions;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the functions of an app in this JVM as the Functions host of Azure would: HTTP and timer
 * functions, orchestrators, activities, and the durable HTTP management API. Calls need keys.
 * Thread-safe.
 */
public final class FunctionHost implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FunctionHost.class);

  static final String KEY_FILE = "keys.json";

  /** HTTP functions mostly wait: for a container group, for an orchestration. */
  private static final int MAX_REQUEST_THREADS = 64;

  /** Orchestrators and activities that take longer run again at the next start. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final URI url;
  private final String apiKey;
  private final TaskHub hub;
  private final List<RegisteredFunction> functions;
  private final List<HealthCheck> storageHealth;
  private final OpenParts parts;

  private FunctionHost(
      URI url,
      String apiKey,
      TaskHub hub,
      List<RegisteredFunction> functions,
      List<HealthCheck> storageHealth,
      OpenParts parts) {
    this.storageHealth = storageHealth;
    this.url = url;
    this.apiKey = apiKey;
    this.hub = hub;
    this.functions = functions;
    this.parts = parts;
  }

  /**
   * Starts the functions. When this returns, HTTP requests are answered, timers are planned and
   * orchestrations of earlier runs go on.
   *
   * @throws FunctionAppException if the app cannot be run as it is; nothing is left open then
   */
  public static FunctionHost start(FunctionHostOptions options) {
    return start(options, QueueOptions.of(options.hostJson().queues()));
  }

  static FunctionHost start(FunctionHostOptions options, QueueOptions queueOptions) {
    OpenParts parts = new OpenParts();
    try {
      return assembled(options, queueOptions, parts);
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  private static FunctionHost assembled(
      FunctionHostOptions options, QueueOptions queueOptions, OpenParts parts) {
    HostJson hostJson = options.hostJson();
    AppSettings settings = new AppSettings(options.settings());
    parts.add(LogLevels.apply(hostJson.logLevels()));
    AppFunctions app = new AppFunctions(parts.add(options.app()), settings);
    List<FunctionMethod> methods = app.running();
    ClassLoader loader = app.app().classLoader();
    RouteTable routes = RouteTable.of(methods, hostJson.routePrefix(), settings);

    Gate gate = HostGate.of(methods, options);
    ManagementUrls urls =
        new ManagementUrls(hostJson.hubName(), gate.systemKey(HostGate.DURABLE_KEY));
    StorageBindings storage = StorageBindings.of(methods, settings, queueOptions, options.clock());
    DurableClients clients = new DurableClients(urls);
    FunctionInvoker invoker =
        new FunctionInvoker(loader, options.injector(loader), clients, storage);
    invoker.refuseUnmakeable(methods);
    DurableWork work = new DurableWork(methods, invoker);
    TaskHub hub = parts.add(TaskHub.open(hubOptions(options), work));
    QueueTriggers queues =
        storage.triggers(
            (function, message) -> invoker.invoke(function, new TriggerInput.Queue(message)));
    Health health = parts.add(health(options, hub, queues));
    parts.add(clients);
    FunctionWorkers workers = parts.add(new FunctionWorkers());
    TimerFunctions timers = TimerFunctions.of(methods, settings, invoker, options, workers);
    WebServer web = bound(options);
    parts.add(new TogetherClosed(List.of(web, timers, queues)));
    URI url = URI.create("http://" + urlName(options.access().address()) + ":" + web.port());
    clients.connect(hub.port(), url);

    List<RegisteredFunction> functions = app.registered(routes, url);
    hub.start();
    web.start(
        new FrontDoor(
            gate,
            new AdminApi(
                app.all(),
                functions,
                new FunctionRuns(invoker, workers),
                health,
                new AdminApi.Host(hostJson.hubName(), settings, options.clock())),
            new DurableApi(hub.client(), urls, work::hasOrchestrator, maxWaits(hostJson)),
            new HttpFunctions(routes, invoker, gate)));
    timers.start();
    queues.start();
    log.info("{} functions run at {}", functions.size(), url);
    return new FunctionHost(url, gate.hostKey(), hub, functions, queues.health(), parts);
  }

  private static Health health(FunctionHostOptions options, TaskHub hub, QueueTriggers queues) {
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(HealthCheck.of("taskHub", hub::problem));
    checks.addAll(queues.health());
    checks.addAll(options.healthChecks());
    return new Health(checks, options.clock());
  }

  private static WebServer bound(FunctionHostOptions options) {
    try {
      return WebServer.bind(
          new ServerOptions(
              options.access().address(),
              options.port(),
              Limits.of(
                  requestThreads(options.hostJson()), options.hostJson().maxOutstandingRequests()),
              options.access().cors()));
    } catch (IOException e) {
      throw new FunctionAppException(String.valueOf(e.getMessage()), e);
    }
  }

  private static int requestThreads(HostJson hostJson) {
    return Math.min(MAX_REQUEST_THREADS, hostJson.maxOutstandingRequests());
  }

  /** So many requests may wait for orchestrations; the others always find a thread. */
  private static int maxWaits(HostJson hostJson) {
    return Math.max(1, requestThreads(hostJson) / 2);
  }

  /** As people write it: 127.0.0.1 is known as localhost. */
  private static String urlName(InetAddress address) {
    if (address.getHostAddress().equals("127.0.0.1")) {
      return "localhost";
    }
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]"
        : address.getHostAddress();
  }

  private static TaskHubOptions hubOptions(FunctionHostOptions options) {
    HostJson hostJson = options.hostJson();
    return TaskHubOptions.of(options.dataDirectory().resolve("taskhub.db"))
        .withHubName(hostJson.hubName())
        .withConcurrency(
            hostJson.maxConcurrentActivityFunctions(),
            hostJson.maxConcurrentOrchestratorFunctions())
        .withCloseTimeout(CLOSE_TIMEOUT)
        .withClock(options.clock());
  }

  /** Where the keys of a host with that data directory are. */
  public static Path keyFile(Path dataDirectory) {
    return dataDirectory.resolve(KEY_FILE);
  }

  /** Where the host listens, {@code http://localhost:7071} for instance; no slash at the end. */
  public URI url() {
    return url;
  }

  /** A key for every HTTP function that is not for admins only; empty text if none is needed. */
  public String apiKey() {
    return apiKey;
  }

  /** The functions of the app, ordered by name. */
  public List<RegisteredFunction> functions() {
    return functions;
  }

  /** How each queue function's storage is. */
  List<HealthCheck> storageHealth() {
    return storageHealth;
  }

  /** Management of the orchestrations, without HTTP. */
  public TaskHubClient taskHub() {
    return hub.client();
  }

  /**
   * Stops: no timer starts any more and no message is taken; what runs gets a few seconds to end,
   * then the task hub is closed. What is not finished goes on at the next start.
   */
  @Override
  public void close() {
    parts.close();
  }
}
