package dev.estiba.local;

import dev.estiba.local.functionhost.FunctionHost;
import dev.estiba.local.functionhost.FunctionHostOptions;
import dev.estiba.local.functionhost.HostAccess;
import dev.estiba.local.functionhost.RegisteredFunction;
import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.HostJson;
import dev.estiba.local.functionhost.app.LocalSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The function host alone, with any function app in Java. */
public final class StandaloneHost implements AutoCloseable {

  /** That of {@code func start}. */
  private static final int DEFAULT_PORT = 7071;

  private final DataLock lock;
  private final FunctionHost host;

  private StandaloneHost(DataLock lock, FunctionHost host) {
    this.lock = lock;
    this.host = host;
  }

  /**
   * Starts the app.
   *
   * @param app a folder that azure-functions-maven-plugin made, below target/azure-functions
   * @param data the one folder that holds all state; made where missing
   * @param port 0 for any that is free; null for that of local.settings.json, else 7071
   * @param environment app settings that win over those of local.settings.json
   * @throws IOException if it cannot start; the message says why and what to do
   */
  public static StandaloneHost start(
      Path app, Path data, @Nullable Integer port, Map<String, String> environment, Access access)
      throws IOException {
    DataLock lock =
        DataLock.tryAcquire(data)
            .orElseThrow(
                () ->
                    new IOException(
                        "Another host uses " + data + ". Stop it, or take another with --data."));
    try {
      return new StandaloneHost(
          lock, FunctionHost.start(options(app, data, port, environment, access)));
    } catch (FunctionAppException e) {
      lock.close();
      throw new IOException(e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FunctionHostOptions options(
      Path app, Path data, @Nullable Integer port, Map<String, String> environment, Access access)
      throws IOException {
    LocalSettings local = LocalSettings.readIfPresent(app.resolve("local.settings.json"));
    Map<String, String> settings = new HashMap<>(local.asSettings());
    settings.putAll(environment);
    HostAccess open = Accesses.of(access, local.cors(), local.corsCredentials());
    return FunctionHostOptions.of(data, List.of())
        .withFunctionApp(app)
        .withPort(port != null ? port : Objects.requireNonNullElse(local.port(), DEFAULT_PORT))
        .withHostJson(HostJson.readIfPresent(app.resolve("host.json"), new AppSettings(settings)))
        .withSettings(settings)
        .withAccess(open);
  }

  public URI url() {
    return host.url();
  }

  /** The key for HTTP functions; empty text if none is needed. */
  public String apiKey() {
    return host.apiKey();
  }

  /** Each function with how it is triggered, as {@code func start} writes it. */
  public List<String> functionLines() {
    return host.functions().stream().map(RegisteredFunction::line).toList();
  }

  /** Stops; what is not finished goes on at the next start. */
  @Override
  public void close() throws IOException {
    host.close();
    lock.close();
  }
}
