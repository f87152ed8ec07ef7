package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private static final String SETTING =
      "AzureFunctionsJobHost__extensions__queues__maxDequeueCount";

  @Test
  void the_last_delivery_is_the_one_of_host_json() throws Exception {
    int most =
        Json.parse(Files.readString(Path.of("host.json")))
            .at("/extensions/queues/maxDequeueCount")
            .intValue();

    Deliveries deliveries = Deliveries.of(Map.of());

    assertThat(deliveries.most()).isEqualTo(most).isGreaterThan(1);
    assertThat(deliveries.isLast(Integer.toString(most - 1))).isFalse();
    assertThat(deliveries.isLast(Integer.toString(most))).isTrue();
    assertThat(deliveries.isLast(Integer.toString(most + 1))).isTrue();
  }

  @Test
  void an_app_setting_overrides_it_as_it_does_for_the_host() {
    assertThat(Deliveries.of(Map.of(SETTING, "3"))).isEqualTo(new Deliveries(3));
    assertThatThrownBy(() -> Deliveries.of(Map.of(SETTING, "many")))
        .hasMessageContainingAll(SETTING, "whole number", "many");
  }

  @Test
  void what_a_message_says_in_place_of_the_count_is_no_last_delivery() {
    assertThat(new Deliveries(3).isLast("soon")).isFalse();
    assertThat(new Deliveries(3).isLast("99999999999")).isFalse();
  }
}
