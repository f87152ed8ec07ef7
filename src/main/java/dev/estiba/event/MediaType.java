package dev.estiba.event;

import java.util.Locale;

/** The part of a content type before its parameters, in lower case. */
record MediaType(String name) {

  static MediaType of(String contentType) {
    return new MediaType(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  boolean is(String other) {
    return name.equals(other);
  }

  boolean isJson() {
    return name.equals("application/json") || name.equals("text/json") || name.endsWith("+json");
  }

  boolean isText() {
    return name.startsWith("text/") || name.endsWith("+xml") || name.equals("application/xml");
  }
}
