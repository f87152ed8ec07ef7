package dev.estiba.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A volume of the container group; exactly one of the kinds is there. */
public record Volume(
    String name,
    @Nullable EmptyDir emptyDir,
    @Nullable Map<String, Secret> secret,
    @Nullable GitRepo gitRepo,
    @Nullable AzureFile azureFile) {

  /** Shared by the group's containers, gone with it. */
  public record EmptyDir() {}

  /**
   * A clone of a repository.
   *
   * @param directory below the mount; null for the repository's name
   * @param revision null for the default branch
   */
  public record GitRepo(String repository, @Nullable String directory, @Nullable String revision) {}

  /** A share of Azure Files. */
  public record AzureFile(
      String shareName, String storageAccountName, Secret storageAccountKey, boolean readOnly) {}

  Volume mapSecrets(UnaryOperator<Secret> mapping) {
    return new Volume(name, emptyDir, mapped(secret, mapping), gitRepo, mapped(azureFile, mapping));
  }

  private static @Nullable Map<String, Secret> mapped(
      @Nullable Map<String, Secret> files, UnaryOperator<Secret> mapping) {
    if (files == null) {
      return null;
    }
    Map<String, Secret> mapped = new LinkedHashMap<>();
    files.forEach((file, content) -> mapped.put(file, mapping.apply(content)));
    return mapped;
  }

  private static @Nullable AzureFile mapped(
      @Nullable AzureFile share, UnaryOperator<Secret> mapping) {
    return share == null
        ? null
        : new AzureFile(
            share.shareName(),
            share.storageAccountName(),
            mapping.apply(share.storageAccountKey()),
            share.readOnly());
  }
}
