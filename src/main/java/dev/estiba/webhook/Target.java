package dev.estiba.webhook;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * An address to post to.
 *
 * @param host without brackets and port
 * @param port -1 for the scheme's own
 */
record Target(URI uri, String host, int port) {

  /** Java takes a host such as {@code 2130706433} for none, and resolvers for 127.0.0.1. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");

  /** Empty where it is no address with http or https, or one with a user. */
  static Optional<Target> of(URI uri) {
    boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || isHttps(uri);
    Matcher authority =
        AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
    if (!isHttp || !authority.matches()) {
      return Optional.empty();
    }
    String host = authority.group(1) == null ? authority.group(2) : authority.group(1);
    int port = authority.group(3) == null ? -1 : Integer.parseInt(authority.group(3));
    return port > 65_535 ? Optional.empty() : Optional.of(new Target(uri, host, port));
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  boolean isHttps() {
    return isHttps(uri);
  }

  /** Whether what was told under https would be told to somebody else without. */
  boolean losesSecrecyAt(URI next) {
    return isHttps() && !isHttps(next);
  }

  HttpHost httpHost() {
    return new HttpHost(isHttps() ? "https" : "http", host, port);
  }
}
