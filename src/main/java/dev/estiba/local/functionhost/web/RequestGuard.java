package dev.estiba.local.functionhost.web;

import java.util.List;
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
 * @param anyHost whether every Host header is welcome: on other addresses than loopback, where a
 *     key is needed for everything, the host has names that it does not know
 */
record RequestGuard(int port, boolean anyHost, Cors cors) {

  private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /** {@code same-site} is not enough: another port of this machine is the same site. */
  private static final Set<String> OUR_SITES = Set.of("none", "same-origin");

  /** Why the request is refused; empty if it is welcome. */
  Optional<String> refusal(HttpFields headers) {
    String host = headers.get(HttpHeader.HOST);
    if (host == null || !(anyHost || nameOf(host).isPresent())) {
      return Optional.of("The Host header is not localhost with port " + port + ".");
    }
    List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
    if (origins.stream().anyMatch(origin -> !isWelcome(origin, host))) {
      return Optional.of("The Origin header names another origin.");
    }
    if (!origins.isEmpty()) {
      return Optional.empty();
    }
    String site = headers.get("Sec-Fetch-Site");
    if (site == null
        ? hasForeignReferer(headers, host)
        : !OUR_SITES.contains(site.toLowerCase(Locale.ROOT))) {
      return Optional.of("The request comes from another site.");
    }
    return Optional.empty();
  }

  /** Of a browser that does not say from which site it asks. */
  private boolean hasForeignReferer(HttpFields headers, String host) {
    String referer = headers.get(HttpHeader.REFERER);
    return referer != null && !isWelcome(referer.replaceFirst("^([^/]*//[^/]*)/.*", "$1"), host);
  }

  /** Our name in the Host header, without the port; empty if it is none of ours. */
  Optional<String> nameOf(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    String ourPort = ":" + port;
    String bare =
        name.endsWith(ourPort) ? name.substring(0, name.length() - ourPort.length()) : name;
    return OUR_NAMES.contains(bare) ? Optional.of(bare) : Optional.empty();
  }

  /** What URLs to this host are to name: as the client named us. */
  String authority(String host) {
    if (anyHost) {
      return host.strip();
    }
    return nameOf(host).orElse("localhost") + ":" + port;
  }

  private boolean isWelcome(String origin, String host) {
    String value = origin.strip().toLowerCase(Locale.ROOT);
    return cors.allows(value) || isOurs(value, host.strip().toLowerCase(Locale.ROOT));
  }

  private boolean isOurs(String origin, String host) {
    if (anyHost) {
      return origin.equals("http://" + host) || origin.equals("https://" + host);
    }
    String prefix = "http://";
    return origin.startsWith(prefix)
        && origin.endsWith(":" + port)
        && nameOf(origin.substring(prefix.length())).isPresent();
  }
}
