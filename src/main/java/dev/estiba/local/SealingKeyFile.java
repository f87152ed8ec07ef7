package dev.estiba.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the key that seals secrets, in a file that only its owner can read. */
record SealingKeyFile(Path path) {

  private static final Logger log = LoggerFactory.getLogger(SealingKeyFile.class);

  private static final int KEY_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /**
   * The key, made if there is none yet: base64 of {@value #KEY_BYTES} bytes.
   *
   * @throws IOException if the file holds no key; the message says what to do
   */
  String readOrMake() throws IOException {
    if (Files.notExists(path)) {
      make();
    }
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
      log.warn(
          "Others could read the key in {}, which seals secrets. Now only its owner can. If somebody"
              + " did, delete it to get a new key, once no task that has secrets runs.",
          path);
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    }
    return checked(Files.readString(path).strip());
  }

  private String checked(String key) throws IOException {
    try {
      if (Base64.getDecoder().decode(key).length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Told below, without the exception, whose message shows a part of the file.
    }
    throw new IOException(
        "The key in "
            + path
            + " is damaged. Put the file back from a backup; or delete it to get a new key, with"
            + " which the secrets of tasks that still run cannot be opened.");
  }

  /** Written aside, to the disk, and renamed: a crash leaves no key or a whole one. */
  private void make() throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path aside = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(aside);
    Files.createFile(aside, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(aside, Base64.getEncoder().encodeToString(key) + "\n");
    force(aside, StandardOpenOption.WRITE);
    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    force(Objects.requireNonNull(path.toAbsolutePath().getParent()), StandardOpenOption.READ);
  }

  private static void force(Path file, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(file, access)) {
      channel.force(true);
    }
  }
}
