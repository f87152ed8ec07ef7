package dev.estiba.local.functionhost.storage;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a message's bytes stand in the text that a storage queue keeps. */
public enum MessageEncoding {
  BASE64 {
    @Override
    String encode(byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    byte[] decode(String text) {
      return Base64.getDecoder().decode(text.strip());
    }
  },
  NONE {
    @Override
    String encode(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    byte[] decode(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  };

  abstract String encode(byte[] bytes);

  /**
   * @throws IllegalArgumentException if the text is not of this encoding
   */
  abstract byte[] decode(String text);
}
