package dev.estiba.local;

import dev.estiba.local.functionhost.app.FunctionApp;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Estiba's own function app as the build packages it for Azure. */
final class PackagedApp {

  private PackagedApp() {}

  /**
   * The folder, if it was made from the jar that runs; a build for this machine alone makes none.
   */
  static Optional<Path> folder() {
    CodeSource source = PackagedApp.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      Path jar = Path.of(source.getLocation().toURI());
      Path folder = jar.resolveSibling("azure-functions").resolve("estiba");
      return isSame(jar, folder.resolve(jar.getFileName())) && FunctionApp.isIn(folder)
          ? Optional.of(folder)
          : Optional.empty();
    } catch (URISyntaxException | IOException e) {
      return Optional.empty(); // The annotations say the same.
    }
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.isRegularFile(one) && Files.isRegularFile(other) && Files.mismatch(one, other) < 0;
  }
}
