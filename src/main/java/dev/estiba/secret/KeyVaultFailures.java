package dev.estiba.secret;

import static java.util.stream.Collectors.joining;

import com.azure.core.exception.AzureException;
import com.azure.core.exception.HttpResponseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says why Key Vault did not give a secret. Sources: Microsoft's page "Azure Key Vault REST API
 * error codes".
 */
final class KeyVaultFailures {

  private static final int MAX_MESSAGE = 600;

  /** Sub-codes of 403 that are about the secret and not about who asks. */
  private static final Set<String> NOT_IN_FORCE =
      Set.of("SecretDisabled", "SecretExpired", "SecretNotYetValid");

  /**
   * What Key Vault said.
   *
   * @param code its error code, or the more precise inner one
   */
  private record Said(int status, @Nullable String code, String message) {}

  private KeyVaultFailures() {}

  static Resolved.Failed of(SecretUrl url, AzureException e) {
    if (!(e instanceof HttpResponseException answered) || answered.getResponse() == null) {
      return noToken(url, e);
    }
    Said said = said(answered);
    return switch (said.status()) {
      case 401 ->
          failed(
              "KeyVaultUnauthorized",
              url,
              said,
              "Check that the key vault is in the same tenant as the function app's identity.");
      case 403 -> refused(url, said);
      case 404 ->
          failed(
              "SecretNotFound",
              url,
              said,
              "Make the secret in the key vault, or correct its name and version in the task.");
      case 408, 429, 500, 502, 503, 504 -> passing(url, said);
      default ->
          failed("KeyVaultError", url, said, "Look the error code up in Azure's documentation.");
    };
  }

  private static Resolved.Failed refused(SecretUrl url, Said said) {
    if (said.code() != null && NOT_IN_FORCE.contains(said.code())) {
      return failed(
          "SecretNotInForce",
          url,
          said,
          "Enable the secret in the key vault, change its dates, or make a new version of it.");
    }
    if ("ForbiddenByFirewall".equals(said.code()) || "ForbiddenByConnection".equals(said.code())) {
      return failed(
          "KeyVaultForbidden",
          url,
          said,
          "Let the function app through the key vault's firewall, or give it a private endpoint.");
    }
    return failed(
        "KeyVaultForbidden",
        url,
        said,
        "Give the function app's identity the role Key Vault Secrets User on the key vault, or the"
            + " permission to get secrets if the vault uses access policies.");
  }

  private static Resolved.Failed passing(SecretUrl url, Said said) {
    return new Resolved.Failed(
        new Reason(
            said.status() == 429 ? "KeyVaultThrottled" : "KeyVaultUnavailable",
            said.code(),
            message(url, said),
            "Nothing to do: it is asked again in a moment."),
        true);
  }

  /** No answer came, or none that the SDK accepts. */
  static Resolved.Failed withoutAnswer(SecretUrl url, RuntimeException e) {
    return causes(e).anyMatch(KeyVaultFailures::isOfTheNetwork)
        ? new Resolved.Failed(
            new Reason(
                "KeyVaultUnavailable",
                null,
                "No readable answer came for " + url + " (" + names(e) + ").",
                "Check the vault's name, and that the function app's network lets it through."),
            true)
        : Resolved.failed(
            "KeyVaultError",
            "The answer for " + url + " was not accepted (" + names(e) + ").",
            "Look for the exception in the function app's log.");
  }

  private static boolean isOfTheNetwork(Throwable e) {
    return e instanceof IOException
        || e instanceof TimeoutException
        || e instanceof InterruptedException;
  }

  /** Not the messages: a parser's shows a part of what it could not read, a secret perhaps. */
  private static String names(Throwable e) {
    return causes(e).map(cause -> cause.getClass().getSimpleName()).collect(joining(", by "));
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
  }

  /** The identity's own service did not give a token, or Key Vault's challenge was refused. */
  private static Resolved.Failed noToken(SecretUrl url, AzureException e) {
    return new Resolved.Failed(
        new Reason(
            "NoIdentity",
            null,
            "There is no token for "
                + url.vault()
                + ": "
                + shortened(String.valueOf(e.getMessage())),
            "Turn on the function app's managed identity; on another machine, log in with az"
                + " login."),
        true);
  }

  private static Resolved.Failed failed(String type, SecretUrl url, Said said, String remedy) {
    return new Resolved.Failed(new Reason(type, said.code(), message(url, said), remedy), false);
  }

  private static String message(SecretUrl url, Said said) {
    String text = said.message().isBlank() ? "" : ": " + shortened(said.message());
    return "Key Vault answered " + said.status() + " for " + url + text;
  }

  private static Said said(HttpResponseException e) {
    int status = e.getResponse().getStatusCode();
    JsonNode error = Json.toTree(e.getValue()).path("error");
    return error.isMissingNode() ? said(status, body(e).path("error")) : said(status, error);
  }

  private static JsonNode body(HttpResponseException e) {
    try {
      return Json.parse(String.valueOf(e.getResponse().getBodyAsBinaryData()));
    } catch (JsonProcessingException notOurs) {
      return Json.object(); // a proxy's page, for instance
    }
  }

  private static Said said(int status, JsonNode error) {
    String code = error.path("innererror").path("code").asText(error.path("code").asText());
    return new Said(status, code.isEmpty() ? null : code, error.path("message").asText());
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }
}
