package dev.estiba.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.webhook.AddressGuard.Found;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host sends nothing to its own network. */
class AddressGuardTest {

  private static final AddressGuard GUARD = new AddressGuard(AllowedNetworks.NONE);

  /** A name server that gives a name these addresses. */
  private static AddressGuard.Resolver always(String... addresses) {
    return host ->
        Arrays.stream(addresses).map(AddressGuardTest::address).toArray(InetAddress[]::new);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "168.63.129.16",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::1",
        "2001:2::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:c0a8:101::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd12:3456:789a::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.1",
        "0x7f.0.0.1",
        "127.1",
        "127.0.1",
        "0",
        "3232235777",
        "localhost",
        "LOCALHOST",
        "localhost."
      })
  void what_is_not_on_the_internet_is_not_sent_to(String host) {
    // A spelling that no resolver here knows has no address: nothing is sent to it either.
    assertThat(GUARD.find(host)).isNotInstanceOf(Found.Fine.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "2130706433", "127.1", "::ffff:7f00:1", "localhost"})
  void other_spellings_of_this_host_are_told_as_what_they_are(String host) {
    assertThat(GUARD.find(host))
        .isInstanceOfSatisfying(
            Found.Refused.class,
            refused ->
                assertThat(refused.why())
                    .startsWith(host + " is an address of this host itself (")
                    .contains("ESTIBA_ALLOWED_NETWORKS"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2001:4860:4860::8888",
        "2002:808:808::1",
        "2606:4700:4700::1111"
      })
  void what_is_on_the_internet_is_sent_to(String host) {
    assertThat(GUARD.find(host)).isInstanceOf(Found.Fine.class);
  }

  /**
   * Others read its first part as octal, and mean this host; the connection goes to what is here.
   */
  @Test
  void a_spelling_that_others_read_in_another_way_is_connected_to_as_it_was_judged() {
    assertThat(GUARD.find("0177.0.0.1")).isEqualTo(new Found.Fine(List.of(address("177.0.0.1"))));
  }

  @Test
  void every_address_of_a_name_has_to_be_fine() {
    AddressGuard mixed = new AddressGuard(AllowedNetworks.NONE, always("8.8.8.8", "10.0.0.1"));

    assertThat(mixed.find("example.org"))
        .isInstanceOfSatisfying(
            Found.Refused.class,
            refused ->
                assertThat(refused.why())
                    .startsWith("example.org is a private address (10.0.0.1), to which"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "64:ff9b::10.1.2.3", "2002:a01:203::1", "fd00::7"})
  void networks_may_be_allowed(String host) {
    AddressGuard guard = new AddressGuard(AllowedNetworks.parse(" 10.1.0.0/16, fd00::/8"));

    assertThat(guard.find(host)).isInstanceOf(Found.Fine.class);
    assertThat(guard.find("10.2.0.1")).isInstanceOf(Found.Refused.class);
    assertThat(guard.find("fc00::1")).isInstanceOf(Found.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0/8",
        "10.0.0.0/-1",
        "256.0.0.0/8",
        "::/129",
        "localhost/8",
        "10.0.0.0/8,",
        "10.0.0.0/8;fd00::/8",
        "/8",
        ":/8"
      })
  void a_list_that_is_none_is_told_with_the_setting_and_what_to_write(String text) {
    assertThatThrownBy(() -> AllowedNetworks.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ESTIBA_ALLOWED_NETWORKS")
        .hasMessageContaining("such as 10.1.0.0/16,fd00::/8");
  }
}
