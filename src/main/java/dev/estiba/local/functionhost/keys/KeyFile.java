package dev.estiba.local.functionhost.keys;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the keys in a file that only its owner can read. Whoever wants another key edits the file,
 * or deletes it, and starts the host again.
 */
public record KeyFile(Path path) {

  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);

  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /**
   * The keys as they are.
   *
   * @throws java.nio.file.NoSuchFileException if there are none yet
   * @throws IOException if the file cannot be understood; the message says what to do
   */
  public HostKeys read() throws IOException {
    String text = Files.readString(path);
    try {
      HostKeys keys = MAPPER.readValue(text, HostKeys.class);
      refuseEmpty(keys);
      return keys;
    } catch (JacksonException e) {
      // The message of the exception would show a part of the file.
      throw new IOException(
          "The keys in "
              + path
              + " are not understood. Mend the file, or delete it to get new keys.");
    }
  }

  private void refuseEmpty(HostKeys keys) throws IOException {
    boolean empty =
        keys.masterKey().isBlank()
            || keys.functionKeys().values().stream().anyMatch(String::isBlank)
            || keys.systemKeys().values().stream().anyMatch(String::isBlank)
            || keys.functions().values().stream()
                .anyMatch(own -> own.values().stream().anyMatch(String::isBlank));
    if (empty) {
      throw new IOException(
          "A key in " + path + " is empty: it would open the host to everybody. Give it a value.");
    }
  }

  /**
   * The keys, with those made that are missing.
   *
   * @param functions names of the functions that have a key of their own
   * @param systemKeys names of the system keys
   */
  public HostKeys readOrMake(Collection<String> functions, Collection<String> systemKeys)
      throws IOException {
    HostKeys before = Files.exists(path) ? readGuarded() : null;
    HostKeys complete = completed(before, functions, systemKeys);
    if (!complete.equals(before)) {
      write(complete);
    }
    return complete;
  }

  private HostKeys readGuarded() throws IOException {
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
      log.warn(
          "Others could read the keys in {}. Now only its owner can; delete it to get new keys.",
          path);
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    }
    return read();
  }

  private static HostKeys completed(
      @Nullable HostKeys before, Collection<String> functions, Collection<String> systemKeys) {
    Map<String, String> host = new TreeMap<>(before == null ? Map.of() : before.functionKeys());
    host.computeIfAbsent(HostKeys.DEFAULT, name -> newKey());
    Map<String, String> system = new TreeMap<>(before == null ? Map.of() : before.systemKeys());
    systemKeys.forEach(name -> system.computeIfAbsent(name, absent -> newKey()));
    Map<String, Map<String, String>> own =
        new TreeMap<>(before == null ? Map.of() : before.functions());
    functions.forEach(
        name -> own.computeIfAbsent(name, absent -> Map.of(HostKeys.DEFAULT, newKey())));
    return new HostKeys(before == null ? newKey() : before.masterKey(), host, system, own);
  }

  private static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** Written aside and renamed, so that a crash leaves the old keys or the new. */
  private void write(HostKeys keys) throws IOException {
    Path aside = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(aside);
    FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Files.createFile(aside, ownerOnly);
    Files.writeString(
        aside, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(keys) + "\n");
    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
