package dev.estiba.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://mine.vault.azure.net/secrets/pass-1, https://mine.vault.azure.net, pass-1,",
    "https://my-vault.vault.azure.cn/secrets/p/0a1b, https://my-vault.vault.azure.cn, p, 0a1b",
    "https://v12.vault.usgovcloudapi.net/secrets/p/, https://v12.vault.usgovcloudapi.net, p,",
    "HTTPS://Mine.Vault.Azure.Net/secrets/P, https://mine.vault.azure.net, P,"
  })
  void a_secret_is_found_in_a_vault_of_any_cloud(
      String url, String vault, String name, String version) {
    assertThat(SecretUrl.parse(url)).contains(new SecretUrl(vault, name, version));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mine",
        "http://mine.vault.azure.net/secrets/p",
        "https://mine.vault.azure.net:8443/secrets/p",
        "https://mine.vault.azure.net@evil.example/secrets/p",
        "https://user@mine.vault.azure.net/secrets/p",
        "https://mine.vault.azure.net.evil.example/secrets/p",
        "https://evil.example/mine.vault.azure.net/secrets/p",
        "https://a.b.vault.azure.net/secrets/p",
        "https://vault.azure.net/secrets/p",
        "https://minexvault.azure.net/secrets/p",
        "https://mine.vault.azure.net/keys/p",
        "https://mine.vault.azure.net/secrets/",
        "https://mine.vault.azure.net/secrets/p/v/w",
        "https://mine.vault.azure.net/secrets/../keys/p",
        "https://mine.vault.azure.net/secrets/p?x=1",
        "https://mine.vault.azure.net/secrets/p#x",
        "https://mine.vault.azure.net/secrets/p\n",
        "https://1mine.vault.azure.net/secrets/p",
        "https://my--vault.vault.azure.net/secrets/p",
        "https://mine-.vault.azure.net/secrets/p"
      })
  void what_is_not_a_secret_of_key_vault_is_none(String url) {
    assertThat(SecretUrl.parse(url)).isEmpty();
  }
}
