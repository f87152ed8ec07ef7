package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** ACI's rules for volumes and their mounts. */
final class VolumeRules {

  private static final Pattern NAME = Pattern.compile("^(?!.*--)[a-z0-9][a-z0-9-]{3,61}[a-z0-9]$");

  /** Of storage accounts and of file shares, so that neither is a path of more than one part. */
  private static final Pattern ACCOUNT = Pattern.compile("^[a-z0-9]{3,24}$");

  private static final Pattern SHARE = Pattern.compile("^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$");
  private static final Pattern SECRET = Pattern.compile("^[A-Za-z0-9_.-]{1,253}$");
  private static final List<String> KINDS = List.of("emptyDir", "secret", "azureFile", "gitRepo");
  private static final int MOST = 20;

  private VolumeRules() {}

  static void check(JsonNode properties, String group) {
    Set<String> names = new HashSet<>();
    JsonNode volumes = properties.path("volumes");
    if (volumes.size() > MOST) {
      throw invalid(
          "it has " + volumes.size() + " volumes; at most " + MOST + " are allowed", group);
    }
    for (JsonNode volume : volumes) {
      checkVolume(volume, group);
      if (!names.add(volume.path("name").asText())) {
        throw invalid("two volumes are named '" + volume.path("name").asText() + "'", group);
      }
    }
    for (String kind : List.of("initContainers", "containers")) {
      for (JsonNode container : properties.path(kind)) {
        checkMounts(container, names, group);
      }
    }
  }

  private static void checkVolume(JsonNode volume, String group) {
    String name = volume.path("name").asText();
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "the volume name '"
              + name
              + "' must be 5 to 63 lowercase letters, digits and hyphens, with no hyphen at its"
              + " start or end and no two in a row",
          group);
    }
    if (KINDS.stream().filter(volume::hasNonNull).count() != 1) {
      throw invalid("the volume '" + name + "' must have one of " + KINDS, group);
    }
    checkSecret(volume.path("secret"), name, group);
    checkShare(volume.path("azureFile"), name, group);
    if (volume.has("gitRepo") && volume.at("/gitRepo/repository").asText().isBlank()) {
      throw invalid("the volume '" + name + "' needs a gitRepo.repository", group);
    }
  }

  private static void checkSecret(JsonNode secret, String volume, String group) {
    for (var file : secret.properties()) {
      boolean named = SECRET.matcher(file.getKey()).matches() && !file.getKey().matches("\\.{1,2}");
      if (!named || !isBase64(file.getValue().asText())) {
        throw invalid(
            "the secret '"
                + file.getKey()
                + "' of volume '"
                + volume
                + "' must be a file name with a value in base64",
            group);
      }
    }
  }

  private static boolean isBase64(String value) {
    try {
      return Base64.getDecoder().decode(value) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkShare(JsonNode share, String volume, String group) {
    if (share.isMissingNode() || share.isNull()) {
      return;
    }
    if (!ACCOUNT.matcher(share.path("storageAccountName").asText()).matches()
        || !SHARE.matcher(share.path("shareName").asText()).matches()) {
      throw invalid(
          "the volume '"
              + volume
              + "' needs an azureFile.storageAccountName of 3 to 24 lowercase letters and digits and"
              + " an azureFile.shareName of 3 to 63 with hyphens",
          group);
    }
  }

  private static void checkMounts(JsonNode container, Set<String> volumes, String group) {
    Set<String> paths = new HashSet<>();
    for (JsonNode mount : container.at("/properties/volumeMounts")) {
      String path = mount.path("mountPath").asText();
      String where = "container '" + container.path("name").asText() + "' ";
      if (!volumes.contains(mount.path("name").asText())) {
        String name = mount.path("name").asText();
        throw invalid(where + "mounts the volume '" + name + "', which is not defined", group);
      }
      if (!path.startsWith("/") || path.contains(":") || path.equals("/")) {
        throw invalid(
            where + "has the mountPath '" + path + "'; it must be absolute and without ':'", group);
      }
      if (!paths.add(path)) {
        throw invalid(where + "mounts two volumes at '" + path + "'", group);
      }
    }
  }

  private static ArmException invalid(String why, String group) {
    return ArmErrors.invalid(
        "InvalidVolume",
        "The volumes of container group '" + group + "' are invalid: " + why + ".");
  }
}
