package dev.estiba.aci;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what an error of Azure Resource Manager means. Codes as documented and seen for ACI. */
final class ArmFailures {

  /** Codes of a 404 that speak of the group or its log; others speak of the subscription. */
  private static final Set<String> MISSING =
      Set.of(
          "resourcenotfound", "resourcegroupnotfound", "containerlognotavailable", "notfound", "");

  /** Whether the group, or the log, is not there. Without its resource group no group is. */
  static boolean isMissing(HttpResponseException e) {
    String code = code(e);
    return e.getResponse() != null
        && e.getResponse().getStatusCode() == 404
        && MISSING.contains(code == null ? "" : code.toLowerCase(Locale.ROOT));
  }

  static boolean isMissingResourceGroup(HttpResponseException e) {
    return isMissing(e) && "ResourceGroupNotFound".equalsIgnoreCase(code(e));
  }

  private ArmFailures() {}

  static AciFailure of(HttpResponseException e) {
    HttpResponse response = e.getResponse();
    if (response == null) {
      return new AciFailure.Unavailable(null, message(e));
    }
    String code = code(e);
    AciFailure known = byCode(code, response.getStatusCode(), message(e));
    return known != null ? known : byStatus(code, response, message(e));
  }

  /** A connection that failed, a time-out, an answer that is no HTTP. */
  static AciFailure ofNoAnswer(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new AciFailure.Unavailable(null, "Azure Resource Manager did not answer: " + message);
  }

  private static @Nullable AciFailure byCode(@Nullable String code, int status, String message) {
    if (code == null) {
      return null;
    }
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "inaccessibleimage" -> new AciFailure.ImageNotAccessible(code, message);
      case "registryerrorresponse" -> new AciFailure.RegistryUnavailable(code, message);
      case "containergroupquotareached" -> new AciFailure.QuotaReached(code, message);
      case "missingsubscriptionregistration" -> new AciFailure.NotRegistered(code, message);
      case "insufficientcapacity" -> new AciFailure.NoCapacity(code, message);
      case "serviceunavailable" ->
          status == 409
              ? new AciFailure.NoCapacity(code, message)
              : new AciFailure.Unavailable(code, message);
      case "containergrouptransitioning", "serviceassociationlinknotready" ->
          new AciFailure.Transitioning(code, message);
      default -> null;
    };
  }

  private static AciFailure byStatus(@Nullable String code, HttpResponse response, String message) {
    int status = response.getStatusCode();
    return switch (status) {
      case 401, 403 -> new AciFailure.Forbidden(code, message);
      case 400, 404, 405, 413, 415, 422 -> new AciFailure.Invalid(code, message);
      case 408 -> new AciFailure.Unavailable(code, message);
      case 429 -> new AciFailure.Throttled(code, message, retryAfter(response));
      default ->
          status >= 500
              ? new AciFailure.Unavailable(code, message)
              : new AciFailure.Unknown(code, message);
    };
  }

  private static @Nullable Duration retryAfter(HttpResponse response) {
    String seconds = response.getHeaderValue(HttpHeaderName.RETRY_AFTER);
    return seconds != null && seconds.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : null;
  }

  private static @Nullable String code(HttpResponseException e) {
    return e instanceof ManagementException arm && arm.getValue() != null
        ? arm.getValue().getCode()
        : null;
  }

  private static String message(HttpResponseException e) {
    if (e instanceof ManagementException arm
        && arm.getValue() != null
        && arm.getValue().getMessage() != null) {
      return arm.getValue().getMessage();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
