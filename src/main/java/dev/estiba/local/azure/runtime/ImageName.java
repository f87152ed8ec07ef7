package dev.estiba.local.azure.runtime;

/** The parts of an image reference such as {@code ghcr.io/owner/name:tag}. */
public final class ImageName {

  /** What ACI calls Docker Hub. */
  private static final String DOCKER_HUB = "index.docker.io";

  private ImageName() {}

  public static String registryOf(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    return isHost && !first.equals("docker.io") ? first : DOCKER_HUB;
  }

  /** Without a tag or digest, an engine would pull all tags. */
  static String withTag(String image) {
    boolean complete = image.contains("@") || image.indexOf(':', image.lastIndexOf('/') + 1) >= 0;
    return complete ? image : image + ":latest";
  }
}
