package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.estiba.local.functionhost.app.HostJson;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FunctionHost} runs and where.
 *
 * @param functionClasses public classes with public {@code @FunctionName} methods
 * @param dataDirectory where the task hub and the timers keep their state; made if it is missing
 * @param port 0 for any that is free
 * @param settings app settings, for {@code %SETTING%} in bindings
 * @param injector makes the instances of function classes; null to call their constructors without
 *     arguments
 * @param clock of the task hub and of timers
 * @param access where the host listens, and to whom
 */
public record FunctionHostOptions(
    List<Class<?>> functionClasses,
    Path dataDirectory,
    int port,
    HostJson hostJson,
    Map<String, String> settings,
    @Nullable FunctionInstanceInjector injector,
    InstantSource clock,
    HostAccess access) {

  public FunctionHostOptions {
    functionClasses = List.copyOf(functionClasses);
    settings = Map.copyOf(settings);
  }

  /** Any free port, keys needed, no settings, the defaults of host.json, the system's clock. */
  public static FunctionHostOptions of(
      Path dataDirectory, Collection<? extends Class<?>> functionClasses) {
    return new FunctionHostOptions(
        List.copyOf(functionClasses),
        dataDirectory,
        0,
        HostJson.defaults(),
        Map.of(),
        null,
        InstantSource.system(),
        HostAccess.closed());
  }

  public FunctionHostOptions withPort(int newPort) {
    return new FunctionHostOptions(
        functionClasses, dataDirectory, newPort, hostJson, settings, injector, clock, access);
  }

  public FunctionHostOptions withHostJson(HostJson newHostJson) {
    return new FunctionHostOptions(
        functionClasses, dataDirectory, port, newHostJson, settings, injector, clock, access);
  }

  public FunctionHostOptions withSettings(Map<String, String> newSettings) {
    return new FunctionHostOptions(
        functionClasses, dataDirectory, port, hostJson, newSettings, injector, clock, access);
  }

  public FunctionHostOptions withInjector(FunctionInstanceInjector newInjector) {
    return new FunctionHostOptions(
        functionClasses, dataDirectory, port, hostJson, settings, newInjector, clock, access);
  }

  /** With the injector that ServiceLoader finds, as the worker in Azure looks for it, if any. */
  public FunctionHostOptions withInjectorFound() {
    return ServiceLoader.load(FunctionInstanceInjector.class)
        .findFirst()
        .map(this::withInjector)
        .orElse(this);
  }

  public FunctionHostOptions withClock(InstantSource newClock) {
    return new FunctionHostOptions(
        functionClasses, dataDirectory, port, hostJson, settings, injector, newClock, access);
  }

  public FunctionHostOptions withAccess(HostAccess newAccess) {
    return new FunctionHostOptions(
        functionClasses, dataDirectory, port, hostJson, settings, injector, clock, newAccess);
  }
}
