package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of an engine. An image is pulled once, however many containers wait for it. */
final class DockerImages {

  private static final Logger log = LoggerFactory.getLogger(DockerImages.class);

  /** Pulls are the same if image and credential are. */
  private record Key(String image, Optional<RegistryCredential> credential) {}

  private final DockerClient client;
  private final Map<Key, ImagePull> pulls = new HashMap<>();

  DockerImages(DockerClient client) {
    this.client = client;
  }

  boolean isHere(String image) {
    try {
      client.inspectImageCmd(ImageName.withTag(image)).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** The tagged ones that somebody may want to run. */
  List<String> names() {
    return client.listImagesCmd().exec().stream()
        .flatMap(image -> Stream.ofNullable(image.getRepoTags()).flatMap(Stream::of))
        .filter(tag -> !tag.startsWith("<none>"))
        .filter(tag -> !tag.contains(SandboxImage.REPOSITORY + ":"))
        .sorted()
        .toList();
  }

  /** Begins a pull, or joins the one that is under way. */
  synchronized ImagePull pull(ContainerSpec spec) {
    Key key = new Key(ImageName.withTag(spec.image()), credentialFor(spec));
    ImagePull running = pulls.get(key);
    if (running != null) {
      return running;
    }
    log.info("Pulling image {}", key.image());
    ImagePull pull = new ImagePull();
    pulls.put(key, pull);
    PullImageCmd command = client.pullImageCmd(key.image());
    key.credential().ifPresent(c -> command.withAuthConfig(authConfig(c)));
    command.exec(pull);
    var unused = pull.done().whenComplete((nothing, error) -> forget(key, pull));
    return pull;
  }

  private synchronized void forget(Key key, ImagePull pull) {
    pulls.remove(key, pull);
  }

  private static Optional<RegistryCredential> credentialFor(ContainerSpec spec) {
    String registry = ImageName.registryOf(spec.image());
    return spec.group().credentials().stream()
        .filter(
            c ->
                c.server().equalsIgnoreCase(registry)
                    || (c.server().endsWith("docker.io") && registry.endsWith("docker.io")))
        .findFirst();
  }

  private static AuthConfig authConfig(RegistryCredential credential) {
    return new AuthConfig()
        .withRegistryAddress(credential.server())
        .withUsername(credential.username())
        .withPassword(credential.password());
  }
}
