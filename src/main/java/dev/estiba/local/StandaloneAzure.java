package dev.estiba.local;

import dev.estiba.local.azure.LocalAzure;
import dev.estiba.local.azure.LocalAzureOptions;
import dev.estiba.local.azure.fault.Behavior;
import dev.estiba.local.azure.fault.InvalidBehaviorException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The local Azure by itself, for any program that is written for Azure Container Instances. */
public final class StandaloneAzure implements AutoCloseable {

  private final LocalAzure azure;
  private final SelectedRuntime runtime;

  private StandaloneAzure(LocalAzure azure, SelectedRuntime runtime) {
    this.azure = azure;
    this.runtime = runtime;
  }

  /**
   * @throws IOException if it cannot start; the message says why and what to do
   */
  public static StandaloneAzure start(AzureOptions options)
      throws IOException, InterruptedException {
    SelectedRuntime runtime =
        SelectedRuntime.of(options.runtime(), LocalAzure.runtimeInUse(options.data()));
    LocalAzureOptions azure =
        LocalAzureOptions.in(options.data(), runtime.kind())
            .withPort(options.port())
            .withBehavior(behavior(options))
            .withFileShares(options.fileShares().orElse(null))
            .accepting(options.accepted())
            .withHttps(options.https());
    return new StandaloneAzure(LocalAzure.start(azure), runtime);
  }

  private static Behavior behavior(AzureOptions options) throws IOException {
    if (options.behavior().isEmpty()) {
      return Behavior.GOOD;
    }
    Path file = options.behavior().get();
    String text = read(file);
    try {
      // JSON is YAML too.
      return Behavior.ofYaml(text);
    } catch (InvalidBehaviorException e) {
      throw new IOException("The behavior in " + file + " is not understood: " + e.getMessage(), e);
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException("The behavior file " + file + " cannot be read: " + e, e);
    }
  }

  public URI endpoint() {
    return azure.endpoint();
  }

  /** Holds what clients must send as their bearer token. */
  public Path tokenFile() {
    return azure.tokenFile();
  }

  /** The certificate that clients have to trust; empty without https. */
  public Optional<Path> caFile() {
    return azure.caFile();
  }

  public SelectedRuntime runtime() {
    return runtime;
  }

  /** Stops answering; leaves the containers running. */
  @Override
  public void close() throws IOException {
    azure.close();
  }
}
