package dev.estiba.local.azure;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class RecordedTrafficTest extends RecordedTraffic {

  static final List<String> NAMES =
      List.of(
          "azure-cli_test_container_create",
          "azure-cli_test_container_create_with_vnet",
          "azure-cli_test_container_git_repo_volume_mount",
          "cli-2023-05-01_run-once-failed-exit2_and_exec",
          "java_lifecycle",
          "java_multiple_containers_with_logs");

  @ParameterizedTest
  @FieldSource("NAMES")
  void the_answers_are_those_of_the_real_service(String name) throws Exception {
    requireAnswersOfTheRealService(name);
  }
}
