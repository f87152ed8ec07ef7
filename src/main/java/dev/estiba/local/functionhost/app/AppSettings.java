package dev.estiba.local.functionhost.app;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The app settings of the function app, and {@code %SETTING%} in binding attributes. */
public record AppSettings(Map<String, String> values) {

  private static final Pattern REFERENCE = Pattern.compile("%([^%]+)%");

  public AppSettings {
    values = Map.copyOf(values);
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * @throws FunctionAppException if the text names a setting that does not exist
   */
  public String resolve(String text, String functionName) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.replaceAll(
        reference -> {
          String name = reference.group(1);
          String value =
              value(name)
                  .orElseThrow(
                      () ->
                          FunctionAppException.in(
                              functionName,
                              "'%" + name + "%' names an app setting that is not set."));
          return Matcher.quoteReplacement(value);
        });
  }
}
