package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Azure Files as directories of this machine: {@code ROOT/ACCOUNT/SHARE}. Nothing outside of the
 * root is ever mounted, not by a symbolic link either.
 */
final class FileShares {

  private final @Nullable Path root;

  /**
   * @param root null if there are none
   */
  FileShares(@Nullable Path root) {
    this.root = root;
  }

  /**
   * @throws ArmException if there is no such directory below the root
   */
  Path directoryOf(JsonNode azureFile) {
    String account = azureFile.path("storageAccountName").asText();
    String share = azureFile.path("shareName").asText();
    if (root == null) {
      throw notMapped(account, share, "start with --file-shares DIR");
    }
    Path directory = root.resolve(account).resolve(share);
    try {
      if (Files.isDirectory(directory) && directory.toRealPath().startsWith(root.toRealPath())) {
        return directory.toRealPath();
      }
    } catch (IOException e) {
      throw notMapped(account, share, e.toString());
    }
    throw notMapped(account, share, "make the directory " + directory);
  }

  private static ArmException notMapped(String account, String share, String remedy) {
    return ArmErrors.invalid(
        "FileShareNotMapped",
        "The file share '"
            + share
            + "' of storage account '"
            + account
            + "' is no directory of this machine: "
            + remedy
            + ".");
  }
}
