package dev.estiba.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rooms of the product keep their rules; and each rule fires on a violation that is planted for
 * it among the test classes, below {@code planted}.
 */
class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.estiba");

  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  private record Named(String name, ArchRule product, ArchRule planted) {}

  @TestFactory
  Stream<DynamicTest> the_product_keeps_every_rule() {
    return rules()
        .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> rule.product().check(PRODUCT)));
  }

  @TestFactory
  Stream<DynamicTest> every_rule_fires_on_its_planted_violation() {
    return rules()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.name(),
                    () ->
                        assertThatThrownBy(() -> rule.planted().check(PLANTED))
                            .isInstanceOf(AssertionError.class)
                            .hasMessageContaining("planted.")));
  }

  @TestFactory
  Stream<DynamicTest> every_room_has_classes_and_a_description() {
    return Rooms.names()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room, () -> assertThat(PRODUCT.containPackage("dev.estiba." + room)).isTrue()));
  }

  private static Stream<Named> rules() {
    Rooms product = new Rooms("dev.estiba");
    Rooms planted = new Rooms("planted");
    Stream<Named> uses =
        Rooms.names()
            .map(room -> new Named("uses of " + room, product.uses(room), planted.uses(room)));
    Stream<Named> others =
        Stream.of(
            new Named("no cycles", product.knowsNoCycles(), planted.knowsNoCycles()),
            new Named(
                "the task hub knows no Azure",
                product.taskHubKnowsNoAzure(),
                planted.taskHubKnowsNoAzure()),
            new Named(
                "only aci speaks to ARM",
                product.onlyAciSpeaksToAzureResourceManager(),
                planted.onlyAciSpeaksToAzureResourceManager()),
            new Named(
                "orchestrators are deterministic",
                product.orchestratorsAreDeterministic(),
                planted.orchestratorsAreDeterministic()),
            new Named(
                "rooms are null-marked",
                product.everyRoomIsNullMarked(),
                planted.everyRoomIsNullMarked()));
    return Stream.concat(uses, others);
  }
}
