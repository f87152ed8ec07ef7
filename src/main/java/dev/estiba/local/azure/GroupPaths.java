package dev.estiba.local.azure;

/** The paths of container groups, their literal parts in lower case, and what requests name. */
final class GroupPaths {

  static final String SUBSCRIPTION = "/subscriptions/{subscription}";
  static final String PROVIDER = "/providers/microsoft.containerinstance";
  static final String LOCATION = SUBSCRIPTION + PROVIDER + "/locations/{location}";
  static final String GROUPS =
      SUBSCRIPTION + "/resourcegroups/{resourceGroup}" + PROVIDER + "/containergroups";
  static final String GROUP = GROUPS + "/{group}";
  static final String CONTAINER = GROUP + "/containers/{container}";

  /** Without it clients look every half minute at what takes no second here. */
  static final String POLL_SECONDS = "1";

  private final ContainerGroups groups;
  private final ResourceGroups resourceGroups;

  GroupPaths(ContainerGroups groups, ResourceGroups resourceGroups) {
    this.groups = groups;
    this.resourceGroups = resourceGroups;
  }

  /**
   * @throws ArmException if there is none, and says what is missing
   */
  ContainerGroup group(ArmRequest request) {
    GroupId id = id(request);
    return groups
        .find(id)
        .orElseThrow(
            () ->
                resourceGroups.find(id.subscription(), id.resourceGroup()).isPresent()
                    ? ArmErrors.groupNotFound(id)
                    : ArmErrors.resourceGroupNotFound(id.resourceGroup()));
  }

  static GroupId id(ArmRequest request) {
    return new GroupId(
        request.variable("subscription"),
        request.variable("resourceGroup"),
        request.variable("group"));
  }

  /** ACI's own answers tell the region in the id of the request. */
  static ArmResponse from(String region, ArmRequest request, ArmResponse answer) {
    return answer.with("x-ms-request-id", region + ":" + request.requestId());
  }

  static ArmResponse from(ContainerGroup group, ArmRequest request, ArmResponse answer) {
    return from(Definitions.regionOf(group.definition()), request, answer);
  }

  /** Tells where the operation of a group is polled, and how often. */
  static ArmResponse polled(ContainerGroup group, ArmRequest request, ArmResponse answer) {
    return answer
        .with("Azure-AsyncOperation", operationUrl(request, group))
        .with("Retry-After", POLL_SECONDS);
  }

  /** Where clients poll an operation of a group. */
  static String operationUrl(ArmRequest request, ContainerGroup group) {
    return request.base()
        + "/subscriptions/"
        + group.id().subscription()
        + "/providers/Microsoft.ContainerInstance/locations/"
        + Definitions.regionOf(group.definition())
        + "/operations/"
        + group.operation().id()
        + "?api-version=2018-06-01";
  }
}
