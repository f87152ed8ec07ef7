package dev.estiba.aci;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the words of registries and container engines why an image could not be pulled. The
 * first pattern that is found holds.
 */
final class PullFailures {

  private static final Pattern LIMIT =
      Pattern.compile("toomanyrequests|too many requests|pull rate limit");

  /** Docker Hub and containerd do not say which: who may not see a repository, sees none. */
  private static final Pattern MISSING_OR_DENIED =
      Pattern.compile("repository does not exist or may require|repository does not exist, or");

  private static final Pattern DENIED =
      Pattern.compile("unauthorized|denied|authentication required|no basic auth credentials");

  private static final Pattern MISSING =
      Pattern.compile("manifest unknown|name unknown|no matching manifest|not found");

  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "no such host|time-?out|timed out|connection refused|connection reset|tls handshake"
              + "|bad gateway|service unavailable|internal server error");

  private PullFailures() {}

  /** Empty if the message says nothing that is known. */
  static Optional<AciFailure> of(@Nullable String code, String message) {
    String text = Texts.searchable(message);
    if (LIMIT.matcher(text).find()) {
      return Optional.of(new AciFailure.PullLimitReached(code, message));
    }
    if (MISSING_OR_DENIED.matcher(text).find()) {
      return Optional.of(new AciFailure.ImageNotAccessible(code, message));
    }
    if (DENIED.matcher(text).find()) {
      return Optional.of(new AciFailure.RegistryDenied(code, message));
    }
    if (MISSING.matcher(text).find()) {
      return Optional.of(new AciFailure.ImageNotFound(code, message));
    }
    return UNREACHABLE.matcher(text).find()
        ? Optional.of(new AciFailure.RegistryUnavailable(code, message))
        : Optional.empty();
  }
}
