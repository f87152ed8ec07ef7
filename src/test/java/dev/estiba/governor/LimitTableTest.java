package dev.estiba.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitTableTest {

  @Test
  void a_region_inherits_what_it_does_not_say() {
    LimitTable table =
        LimitTable.parse(
            "{\"default\": {\"groups\": 200, \"cores\": 400.5},"
                + " \"westeurope\": {\"createsPerHour\": \"none\", \"groups\": 50}}");

    assertThat(table.in("northeurope")).isEqualTo(new AciLimits(200, 400.5, 100, 300, 100, 300));
    assertThat(table.in("westeurope"))
        .isEqualTo(new AciLimits(50, 400.5, 100, AciLimits.UNLIMITED, 100, 300));
  }

  @Test
  void none_is_none_and_nothing_is_what_azure_documents() {
    assertThat(LimitTable.parse(" none ")).isEqualTo(LimitTable.NONE);
    assertThat(LimitTable.parse("{}")).isEqualTo(LimitTable.AZURE);
    assertThat(LimitTable.NONE.in("westeurope").areNone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "many | neither none nor JSON",
        "[1] | must be none or a JSON object",
        "{\"West Europe\": {}} | /West Europe must be an Azure region's name",
        "{\"default\": 3} | /default must be an object",
        "{\"default\": null} | /default must be an object",
        "{\"default\": {\"groups\": 0}} | /default/groups must be a whole number from 1",
        "{\"default\": {\"groups\": \"all\"}} | /default/groups must be a whole number from 1",
        "{\"x\": {\"cores\": 0}} | /x/cores must be a number from 1",
        "{\"x\": {\"creates\": 1}} | /x/creates is not known here; allowed are groups",
      })
  void what_is_wrong_is_named_with_its_place_and_its_remedy(String setting, String said) {
    assertThatThrownBy(() -> LimitTable.parse(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ESTIBA_LIMITS")
        .hasMessageContaining(said);
  }
}
