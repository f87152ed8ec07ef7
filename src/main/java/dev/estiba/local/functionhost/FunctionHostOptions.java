package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.estiba.local.functionhost.app.FunctionApp;
import dev.estiba.local.functionhost.app.HostJson;
import dev.estiba.local.functionhost.health.HealthCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a {@link FunctionHost} runs, where, and for whom. Immutable. */
public final class FunctionHostOptions {

  private final List<Class<?>> functionClasses;
  private final Path dataDirectory;
  private int port;
  private HostJson hostJson = HostJson.defaults();
  private Map<String, String> settings = Map.of();
  private @Nullable FunctionInstanceInjector injector;
  private InstantSource clock = InstantSource.system();
  private HostAccess access = HostAccess.closed();
  private List<HealthCheck> healthChecks = List.of();
  private @Nullable Path functionApp;

  private FunctionHostOptions(Path dataDirectory, List<Class<?>> functionClasses) {
    this.functionClasses = functionClasses;
    this.dataDirectory = dataDirectory;
  }

  /**
   * Any free port, keys needed, no settings, the defaults of host.json, the system's clock.
   *
   * @param dataDirectory where task hub, timers and keys keep their state; made if it is missing
   * @param functionClasses public classes with public {@code @FunctionName} methods
   */
  public static FunctionHostOptions of(
      Path dataDirectory, Collection<? extends Class<?>> functionClasses) {
    return new FunctionHostOptions(dataDirectory, List.copyOf(functionClasses));
  }

  private FunctionHostOptions with(Consumer<FunctionHostOptions> change) {
    FunctionHostOptions copy = new FunctionHostOptions(dataDirectory, functionClasses);
    copy.port = port;
    copy.hostJson = hostJson;
    copy.settings = settings;
    copy.injector = injector;
    copy.clock = clock;
    copy.access = access;
    copy.healthChecks = healthChecks;
    copy.functionApp = functionApp;
    change.accept(copy);
    return copy;
  }

  /** 0 for any that is free. */
  public FunctionHostOptions withPort(int newPort) {
    return with(copy -> copy.port = newPort);
  }

  public FunctionHostOptions withHostJson(HostJson newHostJson) {
    return with(copy -> copy.hostJson = newHostJson);
  }

  /** App settings, for {@code %SETTING%} in bindings among others. */
  public FunctionHostOptions withSettings(Map<String, String> newSettings) {
    return with(copy -> copy.settings = Map.copyOf(newSettings));
  }

  /** Makes the instances of function classes; else their constructors without arguments do. */
  public FunctionHostOptions withInjector(FunctionInstanceInjector newInjector) {
    return with(copy -> copy.injector = newInjector);
  }

  /** The clock of the task hub and of timers. */
  public FunctionHostOptions withClock(InstantSource newClock) {
    return with(copy -> copy.clock = newClock);
  }

  /** Where the host listens, and to whom. */
  public FunctionHostOptions withAccess(HostAccess newAccess) {
    return with(copy -> copy.access = newAccess);
  }

  /** With checks of what the app needs beyond the host, for {@code /admin/health}. */
  public FunctionHostOptions withHealthChecks(List<HealthCheck> newHealthChecks) {
    return with(copy -> copy.healthChecks = List.copyOf(newHealthChecks));
  }

  /**
   * With the functions of a folder that azure-functions-maven-plugin made, instead of those of the
   * classes.
   */
  public FunctionHostOptions withFunctionApp(Path folder) {
    return with(copy -> copy.functionApp = folder);
  }

  /** The functions to run. */
  FunctionApp app() {
    return functionApp == null ? FunctionApp.of(functionClasses) : FunctionApp.in(functionApp);
  }

  public Path dataDirectory() {
    return dataDirectory;
  }

  public int port() {
    return port;
  }

  public HostJson hostJson() {
    return hostJson;
  }

  public Map<String, String> settings() {
    return settings;
  }

  /**
   * The injector that was given; else, for a packaged app, the one that its own jars name, as the
   * worker in Azure looks for it.
   */
  @Nullable FunctionInstanceInjector injector(ClassLoader appLoader) {
    return injector != null || functionApp == null
        ? injector
        : ServiceLoader.load(FunctionInstanceInjector.class, appLoader).stream()
            .filter(provider -> provider.type().getClassLoader() == appLoader)
            .map(ServiceLoader.Provider::get)
            .findFirst()
            .orElse(null);
  }

  public InstantSource clock() {
    return clock;
  }

  public HostAccess access() {
    return access;
  }

  public List<HealthCheck> healthChecks() {
    return healthChecks;
  }
}
