package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.InvalidBehaviorException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors of ARM and ACI in their own words. */
final class ArmErrors {

  private ArmErrors() {}

  static ArmException missingApiVersion() {
    return new ArmException(
        400,
        "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.");
  }

  static ArmException hostNotAllowed(String host) {
    return new ArmException(
        403,
        "HostNotAllowed",
        "Only requests to a loopback address are answered, not '" + host + "'.");
  }

  static ArmException noSuchApiVersion(String version, String location, List<String> known) {
    return new ArmException(
        400,
        "NoRegisteredProviderFound",
        "No registered resource provider found for location '"
            + location
            + "' and API version '"
            + version
            + "' for type 'containerGroups'. The supported api-versions are '"
            + String.join(", ", known)
            + "'.");
  }

  static ArmException noSuchApiVersion(String version) {
    return new ArmException(
        400,
        "InvalidApiVersionParameter",
        "The api-version '"
            + version
            + "' is invalid. It is a date such as 2025-04-01, or one with '-preview'.");
  }

  static ArmException networkProfileNotFound(String profile, String group) {
    return new ArmException(
        400,
        "NetworkProfileNotFound",
        "Network profile '" + profile + "' is not found for container group '" + group + "'.");
  }

  static ArmException originNotAllowed() {
    return new ArmException(
        403, "OriginNotAllowed", "Requests of web pages (with an 'Origin' header) are refused.");
  }

  static ArmException noAuthorization() {
    return unauthorized(
        "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
  }

  static ArmException invalidToken() {
    return unauthorized("InvalidAuthenticationToken", "The access token is invalid.");
  }

  private static ArmException unauthorized(String code, String message) {
    String challenge = "Bearer error=\"invalid_token\", error_description=\"" + message + "\"";
    return new ArmException(401, code, message, Map.of("WWW-Authenticate", challenge));
  }

  static ArmException invalidBehavior(InvalidBehaviorException e) {
    return new ArmException(400, "InvalidBehavior", String.valueOf(e.getMessage()));
  }

  static ArmException noSuchNamespace(String namespace) {
    return new ArmException(
        404,
        "InvalidResourceNamespace",
        "The resource namespace '" + namespace + "' is invalid: there is no such provider here.");
  }

  static ArmException noSuchPath(String path) {
    return new ArmException(404, "NotFound", "There is no resource type at '" + path + "' here.");
  }

  static ArmException methodNotAllowed(String method) {
    return new ArmException(
        405, "MethodNotAllowed", "The method '" + method + "' is not allowed on this resource.");
  }

  /** For what is wrong with the HTTP itself. */
  static ArmException badRequest(int status, @Nullable String reason) {
    String code = status == 413 ? "RequestContentTooLarge" : "BadRequest";
    return new ArmException(status, code, "The request cannot be read: " + reason + ".");
  }

  static ArmException badContent(String why) {
    return new ArmException(
        400,
        "InvalidRequestContent",
        "The request content was invalid and could not be deserialized: '" + why + "'.");
  }

  static ArmException invalid(String code, String message) {
    return new ArmException(400, code, message);
  }

  static ArmException notSupported(String what) {
    return new ArmException(
        400, "NotSupportedLocally", "This cannot be had on one machine: " + what + ".");
  }

  static ArmException locationRequired() {
    return new ArmException(
        400, "LocationRequired", "The location property is required for this definition.");
  }

  static ArmException resourceGroupNotFound(String name) {
    return new ArmException(
        404, "ResourceGroupNotFound", "Resource group '" + name + "' could not be found.");
  }

  static ArmException resourceGroupBeingDeleted(String name) {
    return new ArmException(
        409,
        "ResourceGroupBeingDeleted",
        "The resource group '"
            + name
            + "' is in deprovisioning state and cannot perform this operation.");
  }

  static ArmException resourceGroupIsElsewhere(ResourceGroup group, String asked) {
    return new ArmException(
        409,
        "InvalidResourceGroupLocation",
        "Invalid resource group location '"
            + asked
            + "'. The Resource group already exists in location '"
            + group.location()
            + "'.");
  }

  static ArmException groupNotFound(GroupId id) {
    return new ArmException(
        404,
        "ResourceNotFound",
        "The Resource 'Microsoft.ContainerInstance/containerGroups/"
            + id.name()
            + "' under resource group '"
            + id.resourceGroup()
            + "' was not found.");
  }

  static ArmException operationNotFound(String operation) {
    return new ArmException(
        404, "ResourceNotFound", "The operation '" + operation + "' was not found.");
  }

  static ArmException containerNotFound(GroupId id, String container) {
    return new ArmException(
        404,
        "ResourceNotFound",
        "The container '" + container + "' in container group '" + id.name() + "' was not found.");
  }

  static ArmException logNotAvailable(GroupId id, String container) {
    return new ArmException(
        404,
        "ContainerLogNotAvailable",
        "Log of container '"
            + container
            + "' in container group '"
            + id.name()
            + "' is not available yet. Please check container 'InstanceView' for more information"
            + " or retry later.");
  }

  static ArmException transitioning(GroupId id) {
    return new ArmException(
        409,
        "ContainerGroupTransitioning",
        "The container group '" + id.name() + "' is still transitioning, please retry later.");
  }

  static ArmException invalidUpdate(GroupId id, String what) {
    return new ArmException(
        400,
        "InvalidContainerGroupUpdate",
        "The updates on container group '"
            + id.name()
            + "' are invalid. If you are going to update the os type, restart policy, network"
            + " profile, CPU, memory or GPU resources for a container group, you must delete it"
            + " first and then create a new one. (It would change "
            + what
            + ".)");
  }

  static ArmException inaccessibleImage(String image, GroupId id) {
    return new ArmException(
        400,
        "InaccessibleImage",
        "The image '"
            + image
            + "' in container group '"
            + id.name()
            + "' is not accessible. Please check the image and registry credential.");
  }

  static ArmException registryError(String registry, String reason) {
    return new ArmException(
        409,
        "RegistryErrorResponse",
        "An error response is received from the docker registry '"
            + registry
            + "'. Please retry later. ("
            + reason
            + ")");
  }

  static ArmException engineUnavailable(String reason) {
    return new ArmException(503, "ServiceUnavailable", reason);
  }

  static ArmException internal(String requestId) {
    return new ArmException(
        500,
        "InternalServerError",
        "Encountered an internal server error. The tracking activity id is '"
            + requestId
            + "'; the log of this process says more.");
  }
}
