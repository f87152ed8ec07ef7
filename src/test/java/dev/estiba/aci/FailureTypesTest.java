package dev.estiba.aci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.aci.AciFailure.Policy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each error of Azure is. The messages are as documented by Microsoft or quoted in public
 * issues, with other names; those of registries are what Docker Hub, Azure Container Registry and
 * container engines say, here where Azure would put them.
 */
class FailureTypesTest {

  private ScriptedArm arm;
  private ContainerGroups groups;

  @BeforeEach
  void start() throws Exception {
    arm = new ScriptedArm();
    groups = ContainerGroupsFactory.create(arm.endpoint(), "sub", null);
  }

  @AfterEach
  void stop() {
    arm.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Quota and capacity
        "400 | ContainerGroupQuotaReached | Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota 'StandardCores' exceeded in region 'eastus'. Limit: '10', Usage: '10' Requested: '1'. | QuotaReached | OTHER_REGION",
        "409 | ServiceUnavailable | Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota 'ContainerGroups' exceeded in region 'eastus'. Limit: '0', Usage: '1' Requested: '1'. | QuotaReached | OTHER_REGION",
        "400 | SomethingNew | container group quota 'SpotCores' exceeded in region 'westeurope'. | QuotaReached | OTHER_REGION",
        "409 | ServiceUnavailable | The requested resource is not available in the location 'westus' at this moment. Please retry with a different resource request or in another location. Resource requested: '4' CPU '16' GB memory 'Linux' OS virtual network | NoCapacity | OTHER_REGION",
        "409 | SomethingNew | The requested resource is not available in the location 'westus' at this moment. | NoCapacity | OTHER_REGION",
        "409 | InsufficientCapacity | none left | NoCapacity | OTHER_REGION",
        // Requests in a time window
        "429 | SubscriptionRequestsThrottled | Number of requests for subscription 's' exceeded the limit. | Throttled | WAIT",
        "429 | TooManyRequests | slow down | Throttled | WAIT",
        "429 | OperationNotAllowed | slow down | Throttled | WAIT",
        "409 | SubscriptionRequestsThrottled | slow down | Throttled | WAIT",
        // Images
        "400 | InaccessibleImage | The image 'me/tool:1' in container group 'g' is not accessible. Please check the image and registry credential. | ImageNotAccessible | FAIL",
        "400 | InaccessibleImage | The image 'me/unauthorized:not found' in container group 'denied' is not accessible. Please check the image and registry credential. | ImageNotAccessible | FAIL",
        "400 | InaccessibleImage | pull access denied for tool, repository does not exist or may require 'docker login': denied: requested access to the resource is denied | ImageNotAccessible | FAIL",
        "400 | InaccessibleImage | manifest for busybox:nope not found: manifest unknown: manifest unknown | ImageNotFound | FAIL",
        "400 | InaccessibleImage | Head https://a.azurecr.io/v2/tool/manifests/1: unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information. | RegistryDenied | FAIL",
        "409 | RegistryErrorResponse | An error response is received from the docker registry 'index.docker.io'. Please retry later. | RegistryUnavailable | RETRY",
        "409 | RegistryErrorResponse | toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit. | PullLimitReached | WAIT",
        "409 | RegistryErrorResponse | StatusCode: 429, Reason: Too Many Requests, You have reached your unauthenticated pull rate limit. | PullLimitReached | WAIT",
        // What is asked for, and by whom
        "400 | InvalidContainerGroupName | what Azure says | Invalid | FAIL",
        "400 | ContainerLimitGreaterThanContainerGroupTotalRequest | The 'Cpu' limit '2' in container 'c' is greater than the total request '0.5' of container group 'g'. | Invalid | FAIL",
        "400 | SpotPriorityContainerGroupNotSupportedForInboundConnectivity | Spot Priority is not supported for container groups with inbound connectivity. | Invalid | FAIL",
        "409 | SpotPriorityContainerGroupNotSupportedInSku | Spot Priority Container Group is not supported in 'Dedicated' Sku. | Invalid | FAIL",
        "409 | SpotPriorityContainerGroupWithGPUResourcesNotSupported | not supported | Invalid | FAIL",
        "409 | PriorityNotSpecified | The 'Priority' must be one of 'Regular,Spot' for container group 'g'. | Invalid | FAIL",
        "404 | SubscriptionNotFound | The subscription 'sub' could not be found. | Invalid | FAIL",
        "403 | AuthorizationFailed | The client does not have authorization to perform action | Forbidden | FAIL",
        "403 | LinkedAuthorizationFailed | The client has permission, but not on the linked scope | Forbidden | FAIL",
        "401 | ExpiredAuthenticationToken | The access token has expired. | Forbidden | FAIL",
        "409 | MissingSubscriptionRegistration | The subscription is not registered to use namespace 'Microsoft.ContainerInstance'. | NotRegistered | FAIL",
        // What passes
        "409 | ContainerGroupTransitioning | The container group 'g' is still transitioning, please retry later. | Transitioning | RETRY",
        "409 | ServiceAssociationLinkNotReady | Network is not ready for container group 'g'. Please try again. | Transitioning | RETRY",
        "409 | ResourceGroupBeingDeleted | The resource group 'r' is in deprovisioning state and cannot perform this operation. | Transitioning | RETRY",
        "503 | ServerTimeout | The request timed out. | Unavailable | WAIT",
        "500 | InternalServerError | Encountered an internal server error. | Unavailable | WAIT",
        "503 | ServiceUnavailable | The service is unavailable. | Unavailable | WAIT",
        "504 | GatewayTimeout | The gateway did not receive a response. | Unavailable | WAIT",
        "408 | RequestTimeout | The request has timed out. | Unavailable | WAIT",
        "409 | SomethingNew | what Azure says | Unknown | RETRY"
      })
  void every_error_has_a_type_and_a_policy(
      int status, String code, String message, String type, Policy policy) {
    arm.fails(status, code, message);

    AciFailure failure = failureOfGet();

    assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
    assertThat(failure.policy()).isEqualTo(policy);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).isEqualTo(message);
    assertThat(arm.requests()).as("no retry behind our back").hasSize(1);
  }

  @Test
  void every_type_says_what_to_do_in_one_sentence() throws Exception {
    TreeSet<String> remedies = new TreeSet<>();
    for (Class<?> type : AciFailure.class.getPermittedSubclasses()) {
      AciFailure failure = failureOf(type);
      assertThat(failure.remedy()).matches("[A-Z][^.].*[^.]\\.");
      assertThat(failure.toReason().type()).isEqualTo(type.getSimpleName());
      remedies.add(failure.remedy());
    }
    assertThat(remedies).hasSize(AciFailure.class.getPermittedSubclasses().length);
  }

  @Test
  void throttling_tells_how_long_to_wait() {
    arm.answers(
        429,
        Map.of("Retry-After", "17"),
        "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"slow down\"}}");

    assertThat(failureOfGet().retryAfter()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void an_answer_that_is_no_arm_error_goes_by_its_status() {
    arm.answers(502, "<html>Bad Gateway</html>").answers(429, "").answers(400, "{}");

    assertThat(failureOfGet()).isInstanceOf(AciFailure.Unavailable.class);
    assertThat(failureOfGet()).isInstanceOf(AciFailure.Throttled.class);
    assertThat(failureOfGet()).isInstanceOf(AciFailure.Invalid.class);
  }

  private AciFailure failureOfGet() {
    return ((Answer.Failed<ContainerGroup>) groups.get(new ContainerGroupId("r", "g"))).failure();
  }

  private static AciFailure failureOf(Class<?> type) throws Exception {
    var constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object[] arguments =
        Arrays.stream(constructor.getParameterTypes())
            .map(parameter -> parameter == String.class ? "text" : null)
            .toArray();
    return (AciFailure) constructor.newInstance(arguments);
  }
}
