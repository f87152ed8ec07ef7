package dev.estiba.local;

import dev.estiba.local.functionhost.FunctionHost;
import dev.estiba.local.functionhost.keys.HostKeys;
import dev.estiba.local.functionhost.keys.KeyFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of the Estiba on a data directory. */
public final class Keys {

  private Keys() {}

  /** The key for {@code /api}; empty if there is none, since it never ran with keys. */
  public static Optional<String> apiKey(Path data) throws IOException {
    return read(data).map(HostKeys::defaultKey);
  }

  /** The key that opens everything; empty as above. */
  public static Optional<String> masterKey(Path data) throws IOException {
    return read(data).map(HostKeys::masterKey);
  }

  private static Optional<HostKeys> read(Path data) throws IOException {
    try {
      return Optional.of(new KeyFile(FunctionHost.keyFile(data)).read());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
