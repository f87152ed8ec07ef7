package dev.estiba.secret;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is in Azure Key Vault. Only hosts of Key Vault are taken, over https and the usual
 * port: a token of ours goes nowhere else.
 *
 * @param vault {@code https://NAME.vault.azure.net}, or the like in another cloud
 * @param name of the secret
 * @param version null for the newest
 */
record SecretUrl(String vault, String name, @Nullable String version) {

  static final String SHAPE = "https://VAULT.vault.azure.net/secrets/NAME";

  private static final Pattern URL =
      Pattern.compile(
          "(https://[a-z](?:-?[a-z0-9]){2,23}\\.vault\\.(?:azure\\.net|azure\\.cn|usgovcloudapi\\.net))"
              + "/secrets/([a-z0-9-]{1,127})(?:/([a-z0-9]{1,64}))?/?",
          Pattern.CASE_INSENSITIVE);

  static Optional<SecretUrl> parse(String url) {
    Matcher matcher = URL.matcher(url);
    return matcher.matches()
        ? Optional.of(
            new SecretUrl(
                matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return vault + "/secrets/" + name + (version == null ? "" : "/" + version);
  }
}
