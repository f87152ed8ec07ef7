package dev.estiba.aci;

import com.azure.core.annotation.BodyParam;
import com.azure.core.annotation.ExpectedResponses;
import com.azure.core.annotation.HeaderParam;
import com.azure.core.annotation.Host;
import com.azure.core.annotation.HostParam;
import com.azure.core.annotation.PathParam;
import com.azure.core.annotation.Put;
import com.azure.core.annotation.QueryParam;
import com.azure.core.annotation.ServiceInterface;
import com.azure.core.annotation.UnexpectedResponseExceptionType;
import com.azure.core.http.rest.Response;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;

/**
 * The PUT of a container group as the SDK sends it, but with a body of any JSON: the SDK's own
 * drops what its models do not know.
 */
@Host("{$host}")
@ServiceInterface(name = "CreateContainerGroup")
interface CreateRequest {

  @Put(
      "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/{name}")
  @ExpectedResponses({200, 201})
  @UnexpectedResponseExceptionType(ManagementException.class)
  Mono<Response<Void>> send(
      @HostParam("$host") String endpoint,
      @PathParam("subscription") String subscription,
      @PathParam("resourceGroup") String resourceGroup,
      @PathParam("name") String name,
      @QueryParam("api-version") String apiVersion,
      @HeaderParam("Accept") String accept,
      @BodyParam("application/json") BinaryData body,
      Context context);
}
