package dev.estiba.local.azure.fault;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An error of ARM or ACI in its own words. */
record KnownError(int status, String code, String text) {

  /** Where several have a status or code, the first one is meant by it alone. */
  private static final List<KnownError> ALL =
      List.of(
          new KnownError(400, "InaccessibleImage", inaccessibleImage()),
          new KnownError(
              401,
              "ExpiredAuthenticationToken",
              "The access token has expired. Please renew the access token."),
          new KnownError(
              403,
              "AuthorizationFailed",
              "The client does not have authorization to perform action on the container group"
                  + " '{group}' or the scope is invalid. If access was recently granted, please"
                  + " refresh your credentials."),
          new KnownError(
              404,
              "ContainerLogNotAvailable",
              "Log of the container in container group '{group}' is not available yet. Please check"
                  + " container 'InstanceView' for more information or retry later."),
          new KnownError(408, "RequestTimeout", "The request has timed out."),
          new KnownError(409, "ServiceUnavailable", noCapacity()),
          new KnownError(409, "RegistryErrorResponse", registryError()),
          new KnownError(
              409,
              "ServiceAssociationLinkNotReady",
              "Network is not ready for container group '{group}'. Please try again."),
          new KnownError(409, "MissingSubscriptionRegistration", notRegistered()),
          new KnownError(500, "InternalServerError", "Encountered an internal server error."),
          new KnownError(502, "BadGateway", "The gateway did not receive a response."),
          new KnownError(503, "ServiceUnavailable", "The service is unavailable."),
          new KnownError(
              503,
              "ServerTimeout",
              "The request timed out. Diagnostic information: the operation may go on."),
          new KnownError(
              504, "GatewayTimeout", "The gateway did not receive a response in the given time."));

  static Optional<KnownError> find(@Nullable Integer status, @Nullable String code) {
    return ALL.stream()
        .filter(known -> status == null || status == known.status)
        .filter(known -> code == null || code.equals(known.code))
        .findFirst();
  }

  private static String inaccessibleImage() {
    return "The image '{image}' in container group '{group}' is not accessible. Please check the"
        + " image and registry credential.";
  }

  private static String noCapacity() {
    return "The requested resource is not available in the location '{location}' at this moment."
        + " Please retry with a different resource request or in another location.";
  }

  private static String registryError() {
    return "An error response is received from the docker registry 'index.docker.io'. Please retry"
        + " later.";
  }

  private static String notRegistered() {
    return "The subscription is not registered to use namespace 'Microsoft.ContainerInstance'. See"
        + " https://aka.ms/rps-not-found for how to register subscriptions.";
  }
}
