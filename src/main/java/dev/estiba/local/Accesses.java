package dev.estiba.local;

import dev.estiba.local.functionhost.HostAccess;
import dev.estiba.local.functionhost.web.Cors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Reads what a user says of who may call. */
final class Accesses {

  private Accesses() {}

  /**
   * @param cors origins that hold where the user names none
   * @throws IOException if it cannot be; the message says why
   */
  static HostAccess of(Access access, List<String> cors, boolean credentials) throws IOException {
    List<String> origins = access.corsOrigins().isEmpty() ? cors : access.corsOrigins();
    try {
      return new HostAccess(
          InetAddress.getByName(access.address()),
          access.keys(),
          new Cors(origins, credentials && access.corsOrigins().isEmpty()));
    } catch (UnknownHostException e) {
      throw new IOException("--address: there is no address '" + access.address() + "'.", e);
    } catch (IllegalArgumentException e) {
      throw new IOException("The host cannot be open like that: " + e.getMessage() + ".", e);
    }
  }
}
