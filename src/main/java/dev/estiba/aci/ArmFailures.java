package dev.estiba.aci;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what an error of Azure Resource Manager means. Codes as documented and seen for ACI. */
final class ArmFailures {

  /** Codes of a 404 that speak of the group or its log; others speak of the subscription. */
  private static final Set<String> MISSING =
      Set.of(
          "resourcenotfound", "resourcegroupnotfound", "containerlognotavailable", "notfound", "");

  private ArmFailures() {}

  /** Whether the group, or the log, is not there. Without its resource group no group is. */
  static boolean isMissing(HttpResponseException e) {
    return isStatus(e, 404) && MISSING.contains(lowerCode(e));
  }

  static boolean isMissingResourceGroup(HttpResponseException e) {
    return isMissing(e) && lowerCode(e).equals("resourcegroupnotfound");
  }

  /** Whether the group is still being made or changed. */
  static boolean isTransitioning(HttpResponseException e) {
    return lowerCode(e).equals("containergrouptransitioning");
  }

  static AciFailure of(HttpResponseException e) {
    HttpResponse response = e.getResponse();
    String message = message(e);
    if (response == null) {
      return new AciFailure.Unavailable(null, message);
    }
    if (response.getStatusCode() == 429) {
      return new AciFailure.Throttled(
          code(e), message, RetryAfter.of(response.getHeaders(), message));
    }
    AciFailure known = byCode(code(e), response.getStatusCode(), message);
    return known != null ? known : byStatus(code(e), response.getStatusCode(), message);
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
      case "inaccessibleimage" ->
          PullFailures.of(code, message)
              .orElseGet(() -> new AciFailure.ImageNotAccessible(code, message));
      case "registryerrorresponse" ->
          PullFailures.of(code, message)
              .orElseGet(() -> new AciFailure.RegistryUnavailable(code, message));
      case "containergroupquotareached" -> new AciFailure.QuotaReached(code, message);
      case "insufficientcapacity" -> new AciFailure.NoCapacity(code, message);
      case "serviceunavailable" -> serviceUnavailable(code, status, message);
      case "missingsubscriptionregistration" -> new AciFailure.NotRegistered(code, message);
      case "subscriptionrequeststhrottled", "toomanyrequests" ->
          new AciFailure.Throttled(code, message, null);
      case "containergrouptransitioning",
          "serviceassociationlinknotready",
          "resourcegroupbeingdeleted",
          "resourcegroupnotfound" -> // It was made a moment ago, and is not known everywhere yet.
          new AciFailure.Transitioning(code, message);
      case "authorizationfailed", "linkedauthorizationfailed" ->
          new AciFailure.Forbidden(code, message);
      case "internalservererror", "servertimeout" -> new AciFailure.Unavailable(code, message);
      case "prioritynotspecified",
          "spotprioritycontainergroupnotsupportedforinboundconnectivity",
          "spotprioritycontainergroupnotsupportedinsku",
          "spotprioritycontainergroupwithgpuresourcesnotsupported" ->
          new AciFailure.Invalid(code, message);
      default -> byText(code, message);
    };
  }

  private static @Nullable AciFailure byText(String code, String message) {
    String text = Texts.searchable(message);
    if (Texts.speakOfQuota(text)) {
      return new AciFailure.QuotaReached(code, message);
    }
    return Texts.speakOfCapacity(text) ? new AciFailure.NoCapacity(code, message) : null;
  }

  /** As a conflict it is ACI's word for no capacity, and was seen for a quota; else ARM's own. */
  private static AciFailure serviceUnavailable(String code, int status, String message) {
    if (Texts.speakOfQuota(Texts.searchable(message))) {
      return new AciFailure.QuotaReached(code, message);
    }
    return status == 409
        ? new AciFailure.NoCapacity(code, message)
        : new AciFailure.Unavailable(code, message);
  }

  private static AciFailure byStatus(@Nullable String code, int status, String message) {
    return switch (status) {
      case 401, 403 -> new AciFailure.Forbidden(code, message);
      case 400, 404, 405, 413, 415, 422 -> new AciFailure.Invalid(code, message);
      case 408 -> new AciFailure.Unavailable(code, message);
      default ->
          status >= 500
              ? new AciFailure.Unavailable(code, message)
              : new AciFailure.Unknown(code, message);
    };
  }

  private static boolean isStatus(HttpResponseException e, int status) {
    return e.getResponse() != null && e.getResponse().getStatusCode() == status;
  }

  private static String lowerCode(HttpResponseException e) {
    String code = code(e);
    return code == null ? "" : code.toLowerCase(Locale.ROOT);
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
