package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.local.azure.runtime.ContainerRefusedException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PullErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest for busybox:nope not found: manifest unknown: manifest unknown",
        "pull access denied for x, repository does not exist or may require 'docker login'",
        "Head \"https://ghcr.io/v2/x/manifests/1\": unauthorized",
        "no matching manifest for linux/amd64 in the manifest list entries",
      })
  void what_the_registry_denies_is_inaccessible(String message) {
    assertThat(PullErrors.of(message).reason()).isEqualTo(Reason.INACCESSIBLE_IMAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toomanyrequests: You have reached your pull rate limit.",
        "Get \"https://r.example/v2/\": dial tcp: lookup r.example: no such host",
        "Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused",
        "received unexpected HTTP status: 503 Service Unavailable",
      })
  void what_may_pass_is_an_error_of_the_registry(String message) {
    assertThat(PullErrors.of(message).reason()).isEqualTo(Reason.REGISTRY_ERROR);
  }
}
