package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the volumes of a task. */
final class VolumeReader {

  /** Of one container group, as Azure documents it. */
  static final int MAX_VOLUMES = 20;

  static final int MAX_SECRET_BYTES = 1024 * 1024;

  static final TextRule FILE =
      TextRule.of(
          "(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,253}",
          "must be a file's name: 1 to 253 letters, digits, '_', '-' and '.'");

  static final TextRule REPOSITORY =
      TextRule.of(
          "https?://[^\\s/@?#]+/[^\\s@?#]+",
          "must be the http(s) URL of a git repository, without a user or a password: they would be"
              + " seen. Give the volume of a private repository in containerGroup, which is kept"
              + " secret");

  static final TextRule DIRECTORY =
      TextRule.of(
          "(?!.*(^|/)\\.\\.(/|$))[^/\\s:][^:\\x00]{0,254}",
          "must be a path below the mount, without '..' or ':'; '.' is the mount itself");

  static final TextRule REVISION =
      TextRule.of("[^-\\s][^\\s]{0,254}", "must be a commit, a branch or a tag");

  static final TextRule SHARE =
      TextRule.of(
          "(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
          "must be 3 to 63 lower-case letters, digits and single hyphens, with no hyphen at either"
              + " end");

  static final TextRule ACCOUNT =
      TextRule.of("[a-z0-9]{3,24}", "must be 3 to 24 lower-case letters and digits");

  private static final String KINDS = "emptyDir, secret, gitRepo and azureFile";

  private final Set<String> names = new LinkedHashSet<>();

  List<Volume> read(Fields task) {
    List<Volume> volumes = new ArrayList<>();
    for (Fields volume : task.objects("volumes", MAX_VOLUMES)) {
      String name = volume.requiredText("name", Names.VOLUME);
      if (!name.isEmpty() && !names.add(name)) {
        volume.problem("name", "is in the list already: '" + name + "'");
      }
      volumes.add(
          new Volume(name, emptyDir(volume), secret(volume), gitRepo(volume), azureFile(volume)));
      volume.refuseUnknown();
      if (volume.count("emptyDir", "secret", "gitRepo", "azureFile") != 1) {
        volume.problem("must have exactly one of " + KINDS);
      }
    }
    return volumes;
  }

  /** Of the volumes that were read. */
  Set<String> names() {
    return names;
  }

  private static Volume.@Nullable EmptyDir emptyDir(Fields volume) {
    Fields emptyDir = volume.object("emptyDir", "{}");
    if (emptyDir == null) {
      return null;
    }
    for (String name : emptyDir.names()) {
      emptyDir.problem(name, "is not known here; an emptyDir has no fields: {}");
    }
    return new Volume.EmptyDir();
  }

  private static @Nullable Map<String, Secret> secret(Fields volume) {
    Fields files = volume.object("secret", "{\"settings.json\": \"the file's text\"}");
    if (files == null) {
      return null;
    }
    Map<String, Secret> secrets = new LinkedHashMap<>();
    for (String file : files.names()) {
      if (!FILE.allows(file)) {
        files.problem(file, FILE.says());
      }
      secrets.put(file, content(files, file));
    }
    checkSize(volume, secrets);
    return secrets;
  }

  private static Secret content(Fields files, String file) {
    Secret secret = SecretReader.read(files, file);
    if (!files.has(file)) {
      files.problem(file, "must be the file's text, which may be empty, or where to find it");
    }
    return secret == null ? new Secret.Literal("") : secret;
  }

  private static void checkSize(Fields volume, Map<String, Secret> files) {
    long bytes =
        files.values().stream()
            .filter(Secret.Literal.class::isInstance)
            .mapToLong(s -> ((Secret.Literal) s).text().getBytes(StandardCharsets.UTF_8).length)
            .sum();
    if (files.isEmpty()) {
      volume.problem("secret", "must have at least one file");
    } else if (bytes > MAX_SECRET_BYTES) {
      volume.problem(
          "secret",
          "must have at most " + MAX_SECRET_BYTES + " bytes in all its files; it has " + bytes);
    }
  }

  private static Volume.@Nullable GitRepo gitRepo(Fields volume) {
    Fields git = volume.object("gitRepo", "{\"repository\": \"https://github.com/org/project\"}");
    if (git == null) {
      return null;
    }
    Volume.GitRepo read =
        new Volume.GitRepo(
            git.requiredText("repository", REPOSITORY),
            git.text("directory", DIRECTORY),
            git.text("revision", REVISION));
    git.refuseUnknown();
    return read;
  }

  private static Volume.@Nullable AzureFile azureFile(Fields volume) {
    Fields share =
        volume.object(
            "azureFile", "{\"shareName\": …, \"storageAccountName\": …, \"storageAccountKey\": …}");
    if (share == null) {
      return null;
    }
    Volume.AzureFile read =
        new Volume.AzureFile(
            share.requiredText("shareName", SHARE),
            share.requiredText("storageAccountName", ACCOUNT),
            SecretReader.required(share, "storageAccountKey", "a key of the storage account"),
            share.flag("readOnly", false));
    share.refuseUnknown();
    return read;
  }
}
