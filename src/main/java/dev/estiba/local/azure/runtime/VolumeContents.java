package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What the volumes of a group hold at its start, each as an archive in a temporary directory that
 * only this user can read.
 */
final class VolumeContents implements AutoCloseable {

  private static final int SECRET_MODE = 0444;

  private final Path directory;
  private final Map<Volume, Path> archives = new LinkedHashMap<>();

  private VolumeContents(Path directory) {
    this.directory = directory;
  }

  /** Fetches what is elsewhere. */
  static VolumeContents of(GroupSpec group, GitRepositories git, BooleanSupplier cancelled)
      throws IOException {
    VolumeContents contents = new VolumeContents(Files.createTempDirectory("local-azure-volumes"));
    try {
      for (Volume volume : group.volumes()) {
        contents.add(volume, git, cancelled);
      }
      return contents;
    } catch (IOException | RuntimeException e) {
      contents.close();
      throw e;
    }
  }

  private void add(Volume volume, GitRepositories git, BooleanSupplier cancelled)
      throws IOException {
    if (volume instanceof Volume.Secret secret) {
      archive(secret, tar -> write(tar, secret));
    } else if (volume instanceof Volume.GitRepository repository) {
      Path clone = Files.createTempDirectory(directory, "clone");
      git.cloneInto(clone, repository, cancelled);
      archive(repository, tar -> tar.contents(clone));
    }
  }

  private static void write(Tar tar, Volume.Secret secret) throws IOException {
    for (Map.Entry<String, byte[]> file : secret.files().entrySet()) {
      tar.file(file.getKey(), file.getValue(), SECRET_MODE);
    }
  }

  @FunctionalInterface
  private interface Writer {
    void write(Tar tar) throws IOException;
  }

  private void archive(Volume volume, Writer writer) throws IOException {
    Path archive = directory.resolve(archives.size() + ".tar");
    try (OutputStream file = Files.newOutputStream(archive);
        Tar tar = new Tar(file)) {
      writer.write(tar);
    }
    archives.put(volume, archive);
  }

  @FunctionalInterface
  interface Reader {
    void read(Volume volume, InputStream archive);
  }

  void forEach(Reader reader) throws IOException {
    for (Map.Entry<Volume, Path> entry : archives.entrySet()) {
      try (InputStream archive = Files.newInputStream(entry.getValue())) {
        reader.read(entry.getKey(), archive);
      }
    }
  }

  @Override
  public void close() throws IOException {
    DirectoryTree.delete(directory);
  }
}
