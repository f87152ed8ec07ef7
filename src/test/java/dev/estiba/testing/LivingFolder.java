package dev.estiba.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that somebody writes to while a test looks at it. */
public final class LivingFolder {

  private LivingFolder() {}

  /** The files below it, without those that are renamed or deleted meanwhile. */
  public static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return goOnUnlessGone(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            return goOnUnlessGone(e);
          }
        });
    return files;
  }

  /** Those of them that hold one of the texts. */
  public static List<Path> filesWith(Path folder, String... texts) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files(folder)) {
      String content = content(file);
      if (Stream.of(texts).anyMatch(content::contains)) {
        found.add(file);
      }
    }
    return found;
  }

  private static String content(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static FileVisitResult goOnUnlessGone(@Nullable IOException e) throws IOException {
    if (e != null && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }
}
