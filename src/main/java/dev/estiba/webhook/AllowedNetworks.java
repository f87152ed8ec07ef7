package dev.estiba.webhook;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Networks whose addresses may be told of ends although they are not on the Internet. */
public final class AllowedNetworks {

  /** The app setting that names them. */
  public static final String SETTING = "ESTIBA_ALLOWED_NETWORKS";

  public static final AllowedNetworks NONE = new AllowedNetworks("", List.of());

  private final String text;
  private final List<Network> networks;

  private AllowedNetworks(String text, List<Network> networks) {
    this.text = text;
    this.networks = networks;
  }

  /**
   * @param text networks in CIDR notation with commas between them
   * @throws IllegalArgumentException naming the setting, what is wrong in it, and what to write
   */
  public static AllowedNetworks parse(String text) {
    return new AllowedNetworks(
        text,
        Arrays.stream(text.split(",", -1)).map(String::trim).map(AllowedNetworks::one).toList());
  }

  private static Network one(String cidr) {
    return Network.parse(cidr)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The app setting "
                        + SETTING
                        + " must be networks in CIDR notation with commas between them, such as"
                        + " 10.1.0.0/16,fd00::/8; it has '"
                        + cidr
                        + "'."));
  }

  boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllowedNetworks networksToo && text.equals(networksToo.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "AllowedNetworks[" + text + "]";
  }
}
