package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A value that nobody but the container is to see, or where to find it. In JSON a literal is a
 * text; every other kind is an object with one field that is named after it.
 */
public sealed interface Secret {

  /** As a user wrote it. Never leaves the function that received it: it is sealed before. */
  record Literal(String text) implements Secret {

    @Override
    public Object toJson() {
      return text;
    }

    /** Without the text: it might end in a log. */
    @Override
    public String toString() {
      return "Literal[***]";
    }
  }

  /** A literal that only the installation that sealed it can read. */
  record Sealed(String sealed) implements Secret {

    @Override
    public Object toJson() {
      return Map.of("sealed", sealed);
    }
  }

  /**
   * A secret in Azure Key Vault, read with the app's identity when the group is created.
   *
   * @param url {@code https://VAULT.vault.azure.net/secrets/NAME[/VERSION]}
   */
  record KeyVault(String url) implements Secret {

    @Override
    public Object toJson() {
      return Map.of("keyVault", url);
    }
  }

  /** An app setting of the installation, read when the group is created. */
  record AppSetting(String name) implements Secret {

    @Override
    public Object toJson() {
      return Map.of("appSetting", name);
    }
  }

  /** Stands for a literal where a task is shown. */
  record Hidden() implements Secret {

    @Override
    public Object toJson() {
      return Map.of("hidden", true);
    }
  }

  @JsonValue
  Object toJson();

  /** The opposite of {@link #toJson()}. */
  @JsonCreator
  static Secret fromJson(JsonNode json) {
    if (json.isTextual()) {
      return new Literal(json.textValue());
    }
    if (json.has("sealed")) {
      return new Sealed(json.path("sealed").asText());
    }
    if (json.has("keyVault")) {
      return new KeyVault(json.path("keyVault").asText());
    }
    return json.has("appSetting") ? new AppSetting(json.path("appSetting").asText()) : new Hidden();
  }
}
