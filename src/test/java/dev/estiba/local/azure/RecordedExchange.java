package dev.estiba.local.azure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request and its answer.
 *
 * @param number its place in the recording, from 0
 * @param path with the query, without the host
 * @param body empty if there was none
 */
record RecordedExchange(int number, String method, String path, String body, WireAnswer answer) {

  private static final Pattern OPERATION =
      Pattern.compile("/providers/Microsoft.ContainerInstance/locations/[^/]+/operations/([^/?]+)");
  private static final Pattern LOG =
      Pattern.compile("/containerGroups/([^/]+)/containers/([^/]+)/logs");

  boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The id of the operation that is polled here. */
  Optional<String> polledOperation() {
    return isRead() ? operationIn(path) : Optional.empty();
  }

  /** The id of the operation that was begun here. */
  Optional<String> begunOperation() {
    return operationIn(answer.header("azure-asyncoperation"));
  }

  private static Optional<String> operationIn(String url) {
    Matcher matcher = OPERATION.matcher(url);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether the log of that container is read here. */
  boolean readsLogOf(String group, String container) {
    Matcher matcher = LOG.matcher(path);
    return matcher.find() && matcher.group(1).equals(group) && matcher.group(2).equals(container);
  }

  @Override
  public String toString() {
    return number + " " + method + " " + path;
  }
}
