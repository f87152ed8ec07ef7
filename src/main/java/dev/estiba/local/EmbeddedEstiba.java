package dev.estiba.local;

import dev.estiba.functions.EstibaFunctions;
import dev.estiba.functions.EstibaInjector;
import dev.estiba.functions.Services;
import dev.estiba.local.azure.LocalAzure;
import dev.estiba.local.azure.LocalAzureOptions;
import dev.estiba.local.functionhost.FunctionHost;
import dev.estiba.local.functionhost.FunctionHostOptions;
import dev.estiba.local.functionhost.RegisteredFunction;
import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.HostJson;
import dev.estiba.local.functionhost.health.HealthCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estiba on one machine: its functions on the embedded host and task hub, and container groups of
 * the local Azure. All state is in one folder; what runs when it is closed, or dies, goes on at the
 * next start.
 */
public final class EmbeddedEstiba implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedEstiba.class);

  private final DataLock lock;
  private final SelectedRuntime runtime;
  private final LocalAzure azure;
  private final FunctionHost host;
  private final StartTimes startTimes;

  private EmbeddedEstiba(
      DataLock lock,
      SelectedRuntime runtime,
      LocalAzure azure,
      FunctionHost host,
      StartTimes startTimes) {
    this.lock = lock;
    this.runtime = runtime;
    this.azure = azure;
    this.host = host;
    this.startTimes = startTimes;
  }

  /**
   * Starts it, unless another one uses the folder.
   *
   * @return empty if another one does
   * @throws IOException if it cannot start; the message says why and what to do
   */
  public static Optional<EmbeddedEstiba> tryStart(EmbeddedOptions options)
      throws IOException, InterruptedException {
    Optional<DataLock> lock = DataLock.tryAcquire(options.data());
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(start(options, lock.get()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      lock.get().close();
      throw e;
    }
  }

  private static EmbeddedEstiba start(EmbeddedOptions options, DataLock lock)
      throws IOException, InterruptedException {
    Path azureData = options.data().resolve("azure");
    Instant began = Instant.now();
    SelectedRuntime runtime =
        SelectedRuntime.of(options.runtime(), LocalAzure.runtimeInUse(azureData));
    Nudges nudges = new Nudges();
    LocalAzure azure =
        LocalAzure.start(
            LocalAzureOptions.in(azureData, runtime.kind()).withOnContainerNews(nudges));
    try {
      Instant between = Instant.now();
      FunctionHost host = startHost(options, azure);
      nudges.connect(host.taskHub());
      StartTimes times = StartTimes.of(began, between, Instant.now());
      return announced(new EmbeddedEstiba(lock, runtime, azure, host, times));
    } catch (IOException | RuntimeException e) {
      azure.close();
      throw e;
    }
  }

  private static EmbeddedEstiba announced(EmbeddedEstiba estiba) throws IOException {
    try {
      estiba.lock.announce(new DataLock.Holder(estiba.url(), estiba.runtime.word()));
      return estiba;
    } catch (IOException | RuntimeException e) {
      estiba.host.close();
      throw e;
    }
  }

  private static FunctionHost startHost(EmbeddedOptions options, LocalAzure azure)
      throws IOException {
    Map<String, String> settings =
        EmbeddedSettings.of(options.environment(), options.data(), azure);
    FunctionHostOptions functions =
        FunctionHostOptions.of(options.data(), EstibaFunctions.classes());
    return FunctionHost.start(
        PackagedApp.folder()
            .map(functions::withFunctionApp)
            .orElse(functions)
            .withPort(options.port())
            .withAccess(Accesses.of(options.access(), List.of(), false))
            .withHostJson(hostJson(settings))
            .withSettings(settings)
            .withHealthChecks(List.of(HealthCheck.of("containerRuntime", azure::problem)))
            .withInjector(new EstibaInjector(new Services(settings))));
  }

  private static HostJson hostJson(Map<String, String> settings) throws IOException {
    try (InputStream stream = EmbeddedEstiba.class.getResourceAsStream("/host.json")) {
      return HostJson.read(Objects.requireNonNull(stream), "host.json", new AppSettings(settings));
    }
  }

  /** Where it answers: scheme, address and port. */
  public URI url() {
    URI url = host.url();
    return url.getHost().equals("localhost")
        ? URI.create("http://127.0.0.1:" + url.getPort())
        : url;
  }

  /** The key for {@code /api}; empty text if none is needed. */
  public String apiKey() {
    return host.apiKey();
  }

  /** How long the start took, and what took it. */
  public StartTimes startTimes() {
    return startTimes;
  }

  public SelectedRuntime runtime() {
    return runtime;
  }

  /** Each function with how it is triggered, as {@code func start} writes it. */
  public List<String> functionLines() {
    return host.functions().stream().map(RegisteredFunction::line).toList();
  }

  /** Stops answering, lets what runs come to a point where it can go on later, and ends. */
  @Override
  public void close() {
    host.close();
    try {
      azure.close();
      lock.close();
    } catch (IOException e) {
      log.warn("Not closed cleanly", e);
    }
  }
}
