package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a secret: a text, or where to find one. */
final class SecretReader {

  static final TextRule KEY_VAULT =
      TextRule.of(
          "https://(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]"
              + "\\.vault\\.(azure\\.net|azure\\.cn|usgovcloudapi\\.net)"
              + "/secrets/[a-zA-Z0-9-]{1,127}(/[a-zA-Z0-9]{1,64})?",
          "must be a secret's URL https://VAULT.vault.azure.net/secrets/NAME[/VERSION]; other"
              + " clouds have vault.azure.cn and vault.usgovcloudapi.net");

  static final TextRule APP_SETTING =
      TextRule.of(
          "ESTIBA_SECRET_[A-Za-z0-9_]{1,113}",
          "must be the name of an app setting that begins with ESTIBA_SECRET_: any other may be one"
              + " of the installation's own keys, which no task may read");

  private static final String REFERENCES =
      "{\"keyVault\": \"https://VAULT.vault.azure.net/secrets/NAME\"} or {\"appSetting\":"
          + " \"ESTIBA_SECRET_NAME\"}";

  private static final String FORMS = "a text, " + REFERENCES;

  /** How Estiba writes secrets that it keeps or shows. */
  private static final Set<String> OURS = Set.of("sealed", "hidden");

  private SecretReader() {}

  /** Returns null if the field is absent or wrong; the latter is told. */
  static @Nullable Secret read(Fields fields, String field) {
    if (!fields.has(field)) {
      return null;
    }
    if (fields.isText(field)) {
      fields.noteLiteralSecret(field);
      String text = fields.text(field);
      return text == null ? null : new Secret.Literal(text);
    }
    Fields reference = fields.object(field, FORMS);
    return reference == null ? null : reference(reference);
  }

  /** As {@link #read}, for a secret that is never a text. */
  static @Nullable Secret reference(Fields fields, String field) {
    if (fields.isText(field)) {
      fields.problem(
          field,
          "must refer to a secret, and not be one: put it into Key Vault or an app setting, and"
              + " write "
              + REFERENCES);
      return null;
    }
    Fields reference = fields.object(field, REFERENCES);
    return reference == null ? null : reference(reference);
  }

  /** As {@link #read}, for a secret that has to be there and has at least one character. */
  static Secret required(Fields fields, String field, String meaning) {
    Secret secret = read(fields, field);
    if (!fields.has(field)) {
      fields.problem(field, "is required: " + meaning + "; " + FORMS);
    } else if (secret instanceof Secret.Literal literal && literal.text().isEmpty()) {
      fields.problem(field, "must not be empty: " + meaning);
    }
    return secret == null ? new Secret.Hidden() : secret;
  }

  private static @Nullable Secret reference(Fields reference) {
    if (reference.isOurs() && reference.isText("sealed")) {
      return Secret.fromJson(reference.raw());
    }
    for (String name : reference.names()) {
      if (OURS.contains(name)) {
        reference.problem(
            "must be "
                + FORMS
                + ": {\""
                + name
                + "\": …} is how Estiba shows a secret that it has");
        return null;
      }
    }
    String url = reference.text("keyVault", KEY_VAULT);
    String setting = reference.text("appSetting", APP_SETTING);
    reference.refuseUnknown();
    if (reference.count("keyVault", "appSetting") != 1) {
      reference.problem("must be " + FORMS);
    }
    return url != null
        ? new Secret.KeyVault(url)
        : setting == null ? null : new Secret.AppSetting(setting);
  }
}
