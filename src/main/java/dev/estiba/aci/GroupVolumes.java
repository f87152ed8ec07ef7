package dev.estiba.aci;

import com.azure.resourcemanager.containerinstance.models.AzureFileVolume;
import com.azure.resourcemanager.containerinstance.models.GitRepoVolume;
import dev.estiba.task.Secret;
import dev.estiba.task.Volume;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task's volumes in the SDK's models. */
final class GroupVolumes {

  private GroupVolumes() {}

  static List<com.azure.resourcemanager.containerinstance.models.Volume> of(List<Volume> volumes) {
    return volumes.stream().map(GroupVolumes::toVolume).toList();
  }

  private static com.azure.resourcemanager.containerinstance.models.Volume toVolume(Volume volume) {
    return new com.azure.resourcemanager.containerinstance.models.Volume()
        .withName(volume.name())
        .withEmptyDir(volume.emptyDir() == null ? null : Map.of())
        .withSecret(files(volume.name(), volume.secret()))
        .withGitRepo(repository(volume.gitRepo()))
        .withAzureFile(share(volume.name(), volume.azureFile()));
  }

  /** Azure wants the content of each file in base64. */
  private static @Nullable Map<String, String> files(
      String volume, @Nullable Map<String, Secret> files) {
    if (files == null) {
      return null;
    }
    Map<String, String> encoded = new LinkedHashMap<>();
    files.forEach(
        (file, content) -> {
          String text = Literals.text(content, "file " + file + " of volume " + volume);
          encoded.put(
              file, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        });
    return encoded;
  }

  private static @Nullable GitRepoVolume repository(Volume.@Nullable GitRepo repository) {
    return repository == null
        ? null
        : new GitRepoVolume()
            .withRepository(repository.repository())
            .withDirectory(repository.directory())
            .withRevision(repository.revision());
  }

  private static @Nullable AzureFileVolume share(String volume, Volume.@Nullable AzureFile share) {
    return share == null
        ? null
        : new AzureFileVolume()
            .withShareName(share.shareName())
            .withStorageAccountName(share.storageAccountName())
            .withStorageAccountKey(
                Literals.text(share.storageAccountKey(), "storageAccountKey of volume " + volume))
            .withReadOnly(share.readOnly());
  }
}
