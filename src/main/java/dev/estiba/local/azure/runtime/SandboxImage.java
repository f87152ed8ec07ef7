package dev.estiba.local.azure.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.LoadImageCallback;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image of sandboxes. No registry has it: it is made on the engine when it is needed first. Its
 * tag names its contents, so that another version makes another image.
 */
final class SandboxImage {

  static final String REPOSITORY = "local-azure-sandbox";
  static final String PROGRAM = "/pause";

  private static final Logger log = LoggerFactory.getLogger(SandboxImage.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** ACI's limit of volumes in a group. */
  private static final int OPEN_DIRECTORIES = 20;

  private static final int TAG_BYTES = 6;
  private static final int FILE_MODE = 0644;
  private static final int PROGRAM_MODE = 0555;
  private static final int OPEN_MODE = 0777;

  private final DockerClient client;
  private final SandboxProgram program;
  private final byte[] layer;
  private final String digest;

  private SandboxImage(DockerClient client, SandboxProgram program) {
    this.client = client;
    this.program = program;
    this.layer = archive(tar -> fillLayer(tar, program));
    this.digest = sha256(layer);
  }

  /** For the engine of that client. */
  static SandboxImage of(DockerClient client) {
    String architecture = Objects.requireNonNullElse(client.infoCmd().exec().getArchitecture(), "");
    return new SandboxImage(client, SandboxProgram.of(architecture));
  }

  String name() {
    return REPOSITORY + ":" + digest.substring(0, 2 * TAG_BYTES);
  }

  /**
   * A directory that everybody may write to. An engine gives a new volume the rights of the image's
   * directory that it is mounted on, and has no other way to set them.
   */
  static String openDirectory(int index) {
    return "/volumes/" + index;
  }

  /** Loads it in the form in which an image is saved. */
  void make() {
    log.info("Making image {}", name());
    byte[] image = archive(this::fillImage);
    client
        .loadImageAsyncCmd(new ByteArrayInputStream(image))
        .exec(new LoadImageCallback())
        .awaitMessage();
  }

  private static void fillLayer(Tar tar, SandboxProgram program) throws IOException {
    tar.file(PROGRAM.substring(1), program.bytes(), PROGRAM_MODE);
    for (int i = 0; i < OPEN_DIRECTORIES; i++) {
      tar.directory(openDirectory(i).substring(1), OPEN_MODE);
    }
  }

  private void fillImage(Tar tar) throws IOException {
    byte[] config =
        MAPPER.writeValueAsBytes(
            Map.of(
                "architecture",
                program.architecture(),
                "os",
                "linux",
                "config",
                Map.of("Entrypoint", List.of(PROGRAM)),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of("sha256:" + digest))));
    String configName = sha256(config) + ".json";
    Map<String, Object> image =
        Map.of("Config", configName, "RepoTags", List.of(name()), "Layers", List.of("layer.tar"));
    tar.file(configName, config, FILE_MODE);
    tar.file("layer.tar", layer, FILE_MODE);
    tar.file("manifest.json", MAPPER.writeValueAsBytes(List.of(image)), FILE_MODE);
  }

  @FunctionalInterface
  private interface Filler {
    void fill(Tar tar) throws IOException;
  }

  private static byte[] archive(Filler filler) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Tar tar = new Tar(bytes)) {
      filler.fill(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
