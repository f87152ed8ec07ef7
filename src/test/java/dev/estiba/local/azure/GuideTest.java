package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.local.azure.fault.Behavior;
import dev.estiba.local.azure.fault.OperationKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/local-azure.md} shows is so. */
final class GuideTest {

  private static final Path GUIDE = Path.of("docs", "local-azure.md");

  @TempDir Path data;

  private static List<String> blocks(String language) throws Exception {
    Matcher matcher =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(GUIDE));
    return matcher.results().map(block -> block.group(1)).toList();
  }

  private static List<String> tableOf(String heading) throws Exception {
    String guide = Files.readString(GUIDE);
    String table = guide.substring(guide.indexOf("| " + heading));
    return Pattern.compile("^\\| (`.*?) \\|", Pattern.MULTILINE)
        .matcher(table.substring(0, table.indexOf("\n\n")))
        .results()
        .flatMap(row -> Pattern.compile("`(\\w+)`").matcher(row.group(1)).results())
        .map(name -> name.group(1))
        .toList();
  }

  @Test
  void the_behavior_is_understood() throws Exception {
    List<String> behaviors = blocks("yaml");

    assertThat(behaviors).hasSize(1);
    Behavior behavior = Behavior.ofYaml(behaviors.get(0));
    assertThat(behavior.rules()).hasSize(2);
    assertThat(behavior.simulations()).hasSize(1);
  }

  @Test
  void every_operation_is_named_and_no_other() throws Exception {
    String guide = Files.readString(GUIDE);
    String start = "`operation` is one of ";
    String named = guide.substring(guide.indexOf(start) + start.length()).split("\\. ")[0];

    String[] operations = named.replaceAll("[`\\s]", "").split(",");

    assertThat(operations).hasSize(OperationKind.values().length);
    for (String operation : operations) {
      String rule = "{operation: " + operation + ", effect: {kind: close}}";
      assertThat(Behavior.ofYaml("rules: [" + rule + "]").rules()).hasSize(1);
    }
  }

  @Test
  void every_effect_of_the_table_is_understood() throws Exception {
    List<String> effects = tableOf("effect");

    assertThat(effects).hasSize(19);
    for (String effect : effects) {
      String fields =
          switch (effect) {
            case "error" -> ", status: 500";
            case "delay" -> ", by: 10s";
            default -> "";
          };
      assertThat(Behavior.ofYaml("rules: [{effect: {kind: " + effect + fields + "}}]").rules())
          .hasSize(1);
    }
  }

  @Test
  void the_group_runs() throws Exception {
    List<String> groups = blocks("json");
    assertThat(groups).hasSize(1);
    JsonNode body = Json.MAPPER.readTree(groups.get(0));
    try (LocalAzure azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED))) {
      ArmClient arm = new ArmClient(azure);
      arm.createResourceGroup();

      ArmClient.Answer created = arm.send("PUT", ArmClient.GROUPS + "/g1", body.toString());

      assertThat(created.status()).as(created.message()).isEqualTo(201);
      await().until(() -> arm.get("g1").state().equals("Succeeded"));
    }
  }
}
