package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.FunctionDefinition;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.app.RetryPolicy;
import dev.estiba.local.functionhost.web.UrlText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as {@code GET /admin/functions} describes it, with every key of the Functions host.
 * Null is what only a file system of the app would have.
 */
final class FunctionMetadata {

  private FunctionMetadata() {}

  /**
   * @param hostUrl without a slash at its end
   */
  static Map<String, @Nullable Object> of(
      FunctionMethod function, RegisteredFunction registered, String hostUrl) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", function.name());
    json.put("script_root_path_href", null);
    json.put("script_href", null);
    json.put("config_href", null);
    json.put("test_data_href", null);
    json.put("href", hostUrl + "/admin/functions/" + UrlText.encode(function.name()));
    // In lower case, as in Azure: routes are compared ignoring case.
    json.put(
        "invoke_url_template",
        registered.url().map(url -> url.toLowerCase(Locale.ROOT)).orElse(null));
    json.put("language", "java");
    json.put("config", config(function));
    json.put("files", null);
    json.put("test_data", null);
    json.put("isDisabled", registered.disabled());
    json.put("isDirect", false);
    json.put("isProxy", false);
    return json;
  }

  private static Map<String, Object> config(FunctionMethod function) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", function.name());
    config.put("entryPoint", function.definition().entryPoint());
    config.put(
        "bindings",
        function.definition().bindings().stream().map(FunctionDefinition::asJson).toList());
    RetryPolicy retry = function.definition().retry();
    if (retry != null) {
      config.put("retry", retry.asJson());
    }
    return config;
  }
}
