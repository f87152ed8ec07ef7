package dev.estiba.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {

  @Test
  void without_a_table_azures_list_price_for_east_us_holds_everywhere() {
    PriceTable prices = PriceTable.AZURE_LIST;

    assertThat(prices.price("westeurope", Priority.REGULAR))
        .isEqualTo(new Price(0.0405, 0.00445, "USD"));
    assertThat(prices.price("eastus", Priority.SPOT))
        .isEqualTo(new Price(0.01215, 0.001335, "USD"));
  }

  @Test
  void a_region_that_is_named_has_its_own_price_and_the_others_that_of_the_star() {
    PriceTable prices =
        PriceTable.parse(
            """
            {"currency": "EUR",
             "regions": {
               "*": {"vCpuHour": 0.04, "memoryGBHour": 0.004},
               "westeurope": {"vCpuHour": 0.05, "memoryGBHour": 0.005, "spotDiscount": 0.5}}}""");

    assertThat(prices.price("westeurope", Priority.REGULAR))
        .isEqualTo(new Price(0.05, 0.005, "EUR"));
    assertThat(prices.price("westeurope", Priority.SPOT))
        .isEqualTo(new Price(0.025, 0.0025, "EUR"));
    assertThat(prices.price("northeurope", Priority.REGULAR))
        .isEqualTo(new Price(0.04, 0.004, "EUR"));
    assertThat(prices.price("northeurope", Priority.SPOT))
        .isEqualTo(new Price(0.012, 0.0012, "EUR"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                        | is not JSON
          {"currency": "USD"} {}                                   | is not JSON
          []                                                       | must be a JSON object
          {"regions": {"*": {"vCpuHour": 1, "memoryGBHour": 1}}}   | /currency is required
          {"currency": "usd", "regions": {}}                       | /currency must be three capital
          {"currency": 1, "regions": {}}                           | /currency must be text
          {"currency": "USD"}                                      | /regions is required
          {"currency": "USD", "regions": []}                       | /regions must be an object
          {"currency": "USD", "regions": {}}                       | /regions/* is required
          {"currency": "USD", "prices": {}}                        | /prices is not known here
          {"currency": "USD", "regions": {"West Europe": {}}}      | /regions/West Europe must be
          {"currency": "USD", "regions": {"*": 1}}                 | /regions/* must be an object such
          {"currency": "USD", "regions": {"*": {"vCpuHour": 1}}}   | /regions/*/memoryGBHour is requ
          {"currency": "USD", "regions": {"*": {"vCpuHour": "1"}}} | /regions/*/vCpuHour must be a n
          {"currency": "USD", "regions": {"*": {"vCpuHour": -1}}}  | /regions/*/vCpuHour must be a n
          {"currency": "USD", "regions": {"*": {"spotDiscount":1}}}| /regions/*/spotDiscount must be
          {"currency": "USD", "regions": {"*": {"gpuHour": 1}}}    | /regions/*/gpuHour is not known
          """)
  void what_is_wrong_in_the_setting_is_said_with_its_place(String json, String told) {
    assertThatThrownBy(() -> PriceTable.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ESTIBA_PRICES")
        .hasMessageContaining(told);
  }

  @Test
  void every_mistake_is_told_at_once() {
    assertThatThrownBy(
            () ->
                PriceTable.parse(
                    "{\"currency\":\"\",\"regions\":{\"*\":{\"vCpuHour\":-1,\"memoryGBHour\":1}}}"))
        .hasMessageContaining("/currency")
        .hasMessageContaining("/regions/*/vCpuHour");
  }
}
