package dev.estiba.local.azure;

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

  static ArmException noSuchPath(String path) {
    return new ArmException(404, "NotFound", "There is no resource type at '" + path + "' here.");
  }

  static ArmException methodNotAllowed(String method) {
    return new ArmException(
        405, "MethodNotAllowed", "The method '" + method + "' is not allowed on this resource.");
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
        400, "NotSupportedLocally", "This is not supported on one machine yet: " + what + ".");
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

  static ArmException invalidUpdate(GroupId id) {
    return new ArmException(
        400,
        "InvalidContainerGroupUpdate",
        "The updates on container group '"
            + id.name()
            + "' are invalid. Only tags can be updated here: to change anything else, delete the"
            + " container group first and then create a new one.");
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
