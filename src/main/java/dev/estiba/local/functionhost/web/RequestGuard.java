package dev.estiba.local.functionhost.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Refuses what a web page makes a browser send to this machine: a foreign Host header (DNS
 * rebinding) and requests from another origin. The port is loopback only, but every page that the
 * user visits can reach loopback.
 *
 * @param port our own
 * @param address where the host listens; on another than loopback it is reached by other names too,
 *     but never by one that a stranger's name server could point at it
 */
record RequestGuard(int port, InetAddress address, Cors cors) {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.%]+\\]");

  private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /** {@code same-site} is not enough: another port of this machine is the same site. */
  private static final Set<String> OUR_SITES = Set.of("none", "same-origin");

  /** Why the request is refused; empty if it is welcome. */
  Optional<String> refusal(HttpFields headers) {
    String host = headers.get(HttpHeader.HOST);
    if (host == null || !isKnown(host)) {
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
    return OUR_NAMES.contains(bare) || bare.equals(literal())
        ? Optional.of(bare)
        : Optional.empty();
  }

  private boolean isOpen() {
    return !address.isLoopbackAddress();
  }

  private String literal() {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  /** An address cannot be rebound, and neither can the names that the machine gives itself. */
  private boolean isKnown(String host) {
    if (nameOf(host).isPresent()) {
      return true;
    }
    String bare = host.strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    return isOpen() && (ADDRESS.matcher(bare).matches() || MachineNames.ALL.contains(bare));
  }

  /** Looked up only where they are needed: a name server may take its time. */
  private static final class MachineNames {

    private static final Set<String> ALL = read();

    private static Set<String> read() {
      try {
        InetAddress local = InetAddress.getLocalHost();
        return Set.of(
            local.getHostName().toLowerCase(Locale.ROOT),
            local.getHostName().toLowerCase(Locale.ROOT) + ".local");
      } catch (UnknownHostException e) {
        return Set.of();
      }
    }
  }

  /** What URLs to this host are to name: as the client named us. */
  String authority(String host) {
    if (isOpen()) {
      return host.strip();
    }
    return nameOf(host).orElse("localhost") + ":" + port;
  }

  private boolean isWelcome(String origin, String host) {
    String value = origin.strip().toLowerCase(Locale.ROOT);
    return cors.allows(value) || isOurs(value, host.strip().toLowerCase(Locale.ROOT));
  }

  private boolean isOurs(String origin, String host) {
    if (isOpen()) {
      return origin.equals("http://" + host) || origin.equals("https://" + host);
    }
    String prefix = "http://";
    return origin.startsWith(prefix)
        && origin.endsWith(":" + port)
        && nameOf(origin.substring(prefix.length())).isPresent();
  }
}
