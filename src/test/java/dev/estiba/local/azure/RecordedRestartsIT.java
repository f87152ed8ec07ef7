package dev.estiba.local.azure;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Waits as long as containers that are restarted wait. */
@Tag("slow")
final class RecordedRestartsIT extends RecordedTraffic {

  static final String NAME = "azure-cli_test_container_create_msi";

  @Test
  void the_answers_are_those_of_the_real_service() throws Exception {
    requireAnswersOfTheRealService(NAME);
  }
}
