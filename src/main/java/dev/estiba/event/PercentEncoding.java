package dev.estiba.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** {@code %20} for a blank, as in URLs and in the headers of CloudEvents. */
final class PercentEncoding {

  private PercentEncoding() {}

  /** Decodes once; what is no encoding is left as it is. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? digit(bytes[i + 1]) : -1;
      int low = high < 0 ? -1 : digit(bytes[i + 2]);
      if (low < 0) {
        decoded.write(bytes[i]);
      } else {
        decoded.write(high * 16 + low);
        i += 2;
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static int digit(byte character) {
    return Character.digit((char) character, 16);
  }

  /** Encodes what cannot stand in the path of a URL; slashes stay. */
  static String encodePath(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (b & 0xFF);
      boolean plain =
          character < 0x80
              && (Character.isLetterOrDigit(character) || "-._~/".indexOf(character) >= 0);
      encoded.append(plain ? "" + character : String.format("%%%02X", b & 0xFF));
    }
    return encoded.toString();
  }
}
