package dev.estiba.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which keys an installation seals and opens secrets with. May be shown: no key is in its text.
 *
 * @param current what seals; null for none
 * @param previous what only opens, from before a change of the key
 */
public record SealingSettings(@Nullable KeyOrigin current, List<KeyOrigin> previous) {

  /** The app setting with the key: base64 of 32 bytes, or the URL of a Key Vault secret of that. */
  public static final String CURRENT = "ESTIBA_SEALING_KEY";

  /** The app setting with keys of before, with commas between them. */
  public static final String PREVIOUS = "ESTIBA_SEALING_KEY_PREVIOUS";

  /** Literal secrets are refused. */
  public static final SealingSettings NONE = new SealingSettings(null, List.of());

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  /** Where a key comes from. */
  sealed interface KeyOrigin {

    record Given(SealingKey key) implements KeyOrigin {}

    /**
     * Read when it is first needed.
     *
     * @param setting that names it
     */
    record InKeyVault(String setting, SecretUrl url) implements KeyOrigin {}
  }

  public SealingSettings {
    previous = List.copyOf(previous);
  }

  /**
   * Reads the app settings.
   *
   * @param current text of {@link #CURRENT}, null if it is not set
   * @param previous text of {@link #PREVIOUS}, null if it is not set
   * @throws IllegalArgumentException naming the setting that is wrong, and never what it holds
   */
  public static SealingSettings of(@Nullable String current, @Nullable String previous) {
    List<KeyOrigin> origins = new ArrayList<>();
    if (previous != null) {
      COMMA.splitAsStream(previous.strip()).map(key -> origin(PREVIOUS, key)).forEach(origins::add);
    }
    return new SealingSettings(current == null ? null : origin(CURRENT, current), origins);
  }

  List<KeyOrigin> all() {
    return Stream.concat(previous.stream(), Stream.ofNullable(current)).toList();
  }

  private static KeyOrigin origin(String setting, String text) {
    return SecretUrl.parse(text.strip())
        .<KeyOrigin>map(url -> new KeyOrigin.InKeyVault(setting, url))
        .or(() -> SealingKey.parse(text).map(KeyOrigin.Given::new))
        .orElseThrow(() -> wrong(setting));
  }

  private static IllegalArgumentException wrong(String setting) {
    return new IllegalArgumentException(
        "The app setting "
            + setting
            + " must be "
            + SealingKey.BYTES
            + " random bytes in base64, as openssl rand -base64 "
            + SealingKey.BYTES
            + " makes them, or the URL "
            + SecretUrl.SHAPE
            + " of a secret that holds such a text"
            + (setting.equals(PREVIOUS) ? "; several have commas between them." : "."));
  }
}
