package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes an archive whose entries belong to root; the same entries make the same bytes. */
final class Tar implements AutoCloseable {

  private final TarArchiveOutputStream out;

  Tar(OutputStream stream) {
    out = new TarArchiveOutputStream(stream, StandardCharsets.UTF_8.name());
    out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    out.setAddPaxHeadersForNonAsciiNames(true);
  }

  void directory(String name, int mode) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name + "/");
    entry.setMode(mode);
    put(entry);
    out.closeArchiveEntry();
  }

  void file(String name, byte[] content, int mode) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(mode);
    entry.setSize(content.length);
    put(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private void file(String name, Path file) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(Files.isExecutable(file) ? 0755 : 0644);
    entry.setSize(Files.size(file));
    put(entry);
    Files.copy(file, out);
    out.closeArchiveEntry();
  }

  private void link(String name, Path link) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(Files.readSymbolicLink(link).toString());
    put(entry);
    out.closeArchiveEntry();
  }

  /** What is in a directory, without the directory itself; links stay links. */
  void contents(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path child, BasicFileAttributes attributes)
              throws IOException {
            if (!child.equals(directory)) {
              directory(nameIn(directory, child), 0755);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path child, BasicFileAttributes attributes)
              throws IOException {
            String name = nameIn(directory, child);
            if (attributes.isSymbolicLink()) {
              link(name, child);
            } else {
              file(name, child);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String nameIn(Path directory, Path child) {
    return directory.relativize(child).toString().replace('\\', '/');
  }

  private void put(TarArchiveEntry entry) throws IOException {
    entry.setIds(0, 0);
    entry.setModTime(0L);
    out.putArchiveEntry(entry);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
