package dev.estiba.local.taskhub;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a {@link HubProgram} under load can be told to do, a line each. */
final class HubCommands {

  /** Opens files until there can be no more. */
  static final String EXHAUST_FILES = "exhaust files";

  static final String RELEASE_FILES = "release files";

  private final List<Closeable> files = new ArrayList<>();

  void obey(String line) throws IOException {
    switch (line) {
      case EXHAUST_FILES -> exhaustFiles();
      case RELEASE_FILES -> releaseFiles();
      default -> throw new IllegalArgumentException(line);
    }
  }

  private void exhaustFiles() {
    try {
      while (true) {
        files.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException e) {
      // As many as there can be.
    }
  }

  private void releaseFiles() throws IOException {
    for (Closeable file : files) {
      file.close();
    }
    files.clear();
  }
}
