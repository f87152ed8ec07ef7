package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.web.HttpReply;

/** What a browser sees at the root of the host. */
final class HomePage {

  private static final String HTML =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Function app</title></head>
      <body>
      <h1>Your function app is up and running</h1>
      <p>Its functions answer below their own URLs; this page is only a sign of life.</p>
      </body>
      </html>
      """;

  private HomePage() {}

  static HttpReply reply(AppSettings settings) {
    boolean disabled =
        settings.value("AzureWebJobsDisableHomepage").map(Boolean::parseBoolean).orElse(false);
    return disabled ? HttpReply.of(204) : HttpReply.text(200, "text/html", HTML);
  }
}
