package dev.estiba.aci;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.HttpClientOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the client for container groups, the same for Azure and for one machine. */
public final class ContainerGroupsFactory {

  /** A delete that Azure carries out synchronously was seen to take up to 90 s. */
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(150);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private ContainerGroupsFactory() {}

  /**
   * A client for one subscription.
   *
   * @param endpoint {@code https://management.azure.com} or another cloud's, with the identity of
   *     {@code DefaultAzureCredential}; plain http is for an address of this machine only
   * @param token sent over plain http, and never over https; null for none
   * @throws IllegalArgumentException for plain http to another machine
   */
  public static ContainerGroups create(
      URI endpoint, String subscriptionId, @Nullable String token) {
    // No retry policy: the orchestration asks again, durably and without holding a thread.
    List<HttpPipelinePolicy> policies = new ArrayList<>();
    policies.add(new UserAgentPolicy("estiba"));
    boolean overNetwork = "https".equals(endpoint.getScheme());
    if (overNetwork) {
      policies.add(credential(endpoint));
    } else {
      requireLoopback(endpoint);
      Stream.ofNullable(token).map(ContainerGroupsFactory::bearer).forEach(policies::add);
    }
    HttpPipeline pipeline =
        new HttpPipelineBuilder()
            .httpClient(overNetwork ? httpClient() : loopbackHttpClient())
            .policies(policies.toArray(HttpPipelinePolicy[]::new))
            .build();
    return new ArmContainerGroups(endpoint, subscriptionId, pipeline);
  }

  private static HttpClient httpClient() {
    return HttpClient.createDefault(
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_TIMEOUT)
            .setResponseTimeout(RESPONSE_TIMEOUT)
            .setReadTimeout(RESPONSE_TIMEOUT));
  }

  /**
   * Its one thread also does what the usual client hands over to others, several times a request:
   * over loopback that is half of what the client costs. A thread that asks waits for its answer
   * itself, so nothing here blocks the one.
   */
  private static HttpClient loopbackHttpClient() {
    return new JdkHttpClientBuilder()
        .executor(Runnable::run)
        .connectionTimeout(CONNECT_TIMEOUT)
        .responseTimeout(RESPONSE_TIMEOUT)
        .readTimeout(RESPONSE_TIMEOUT)
        .build();
  }

  /** The SDK's own policy for tokens refuses plain http. */
  private static HttpPipelinePolicy bearer(String token) {
    return new AddHeadersPolicy(
        new HttpHeaders().set(HttpHeaderName.AUTHORIZATION, "Bearer " + token));
  }

  private static HttpPipelinePolicy credential(URI endpoint) {
    return new BearerTokenAuthenticationPolicy(
        new DefaultAzureCredentialBuilder().build(), endpoint.resolve("/.default").toString());
  }

  private static void requireLoopback(URI endpoint) {
    try {
      if (InetAddress.getByName(endpoint.getHost()).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Unknown host in the ARM endpoint " + endpoint, e);
    }
    throw new IllegalArgumentException(
        "The ARM endpoint " + endpoint + " is plain http to another machine; use https.");
  }
}
