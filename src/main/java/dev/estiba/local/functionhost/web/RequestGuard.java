package dev.estiba.local.functionhost.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Refuses what a web page makes a browser send to this machine: a foreign Host header (DNS
 * rebinding) and requests from another origin. The port is loopback only, but every page that the
 * user visits can reach loopback.
 *
 * @param port our own
 */
record RequestGuard(int port) {

  private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /** {@code same-site} is not enough: another port of this machine is the same site. */
  private static final Set<String> OUR_SITES = Set.of("none", "same-origin");

  /** Why the request is refused; empty if it is welcome. */
  Optional<String> refusal(HttpFields headers) {
    String host = headers.get(HttpHeader.HOST);
    if (host == null || nameOf(host).isEmpty()) {
      return Optional.of("The Host header is not localhost with port " + port + ".");
    }
    if (headers.getFields(HttpHeader.ORIGIN).stream()
        .anyMatch(origin -> !isOurOrigin(String.valueOf(origin.getValue())))) {
      return Optional.of("The Origin header names another origin.");
    }
    String site = headers.get("Sec-Fetch-Site");
    if (site == null
        ? hasForeignReferer(headers)
        : !OUR_SITES.contains(site.toLowerCase(Locale.ROOT))) {
      return Optional.of("The request comes from another site.");
    }
    return Optional.empty();
  }

  /** Of a browser that does not say from which site it asks. */
  private boolean hasForeignReferer(HttpFields headers) {
    String referer = headers.get(HttpHeader.REFERER);
    return referer != null && !isOurOrigin(referer.replaceFirst("^([^/]*//[^/]*)/.*", "$1"));
  }

  /** Our name in the Host header, without the port; empty if it is none of ours. */
  Optional<String> nameOf(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    String ourPort = ":" + port;
    String bare =
        name.endsWith(ourPort) ? name.substring(0, name.length() - ourPort.length()) : name;
    return OUR_NAMES.contains(bare) ? Optional.of(bare) : Optional.empty();
  }

  private boolean isOurOrigin(String origin) {
    String prefix = "http://";
    String value = origin.strip().toLowerCase(Locale.ROOT);
    return value.startsWith(prefix)
        && value.endsWith(":" + port)
        && nameOf(value.substring(prefix.length())).isPresent();
  }
}
