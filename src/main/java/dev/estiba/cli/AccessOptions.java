package dev.estiba.cli;

import dev.estiba.local.Access;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Who may call. */
final class AccessOptions {

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description =
          "Where to listen. Default: ${DEFAULT-VALUE}; 0.0.0.0 for every interface of the machine.")
  private String address = "127.0.0.1";

  @Option(
      names = "--no-auth",
      description = "Asks for no key: every program on this machine may call. On loopback only.")
  private boolean noAuth;

  @Option(
      names = "--cors",
      paramLabel = "ORIGIN",
      split = ",",
      description = "Web pages that may call, https://example.org for instance.")
  private List<String> cors = new ArrayList<>();

  Access access() {
    return new Access(address, !noAuth, cors);
  }
}
