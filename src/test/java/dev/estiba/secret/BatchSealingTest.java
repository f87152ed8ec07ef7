package dev.estiba.secret;

import static dev.estiba.secret.SecretTasks.aKey;
import static dev.estiba.secret.SecretTasks.secretsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchItems;
import dev.estiba.batch.BatchParser;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Json;
import dev.estiba.task.Secret;
import org.junit.jupiter.api.Test;

/** Secrets of a batch are sealed in its template, and open for the task of each item. */
class BatchSealingTest {

  private static final String DOCUMENT =
      """
      {"task": {
         "image": "busybox",
         "environmentVariables": [
           {"name": "ITEM", "value": "{{item}}"},
           {"name": "KEY", "secureValue": "hush ${{x}} {{.y}}"}],
         "containerGroup": {"tags": {"key": "hush"}}},
       "items": ["a", "b"]}
      """;

  private final SecretSealer sealer =
      new SecretSealer("app", SealingSettings.of(aKey(1), null), ScriptedVault.none());

  @Test
  void every_item_of_a_sealed_batch_has_the_secrets() throws Exception {
    JsonNode document = Json.parse(DOCUMENT);
    ParsedBatch.Valid parsed = (ParsedBatch.Valid) BatchParser.parse(document);

    DocumentSealing sealing = sealer.seal(document, parsed.literalSecrets(), "owner");
    Batch batch = BatchParser.readSealed(((DocumentSealing.Done) sealing).document());

    assertThat(parsed.literalSecrets()).hasSize(2);
    assertThat(Json.write(batch)).doesNotContain("hush");
    for (int index = 0; index < batch.size(); index++) {
      assertThat(secretsOf(BatchItems.task(batch, index)))
          .extracting(secret -> sealer.open((Secret.Sealed) secret, "owner"))
          .containsExactlyInAnyOrder(
              new Resolved.Ok("hush ${{x}} {{.y}}"),
              new Resolved.Ok("{\"tags\":{\"key\":\"hush\"}}"));
    }
  }

  @Test
  void the_batch_itself_can_be_sealed_at_the_same_places() throws Exception {
    ParsedBatch.Valid parsed = (ParsedBatch.Valid) BatchParser.parse(Json.parse(DOCUMENT));

    DocumentSealing sealing =
        sealer.seal(Json.toTree(parsed.batch()), parsed.literalSecrets(), "owner");
    Batch batch = Json.fromTree(((DocumentSealing.Done) sealing).document(), Batch.class);

    assertThat(Json.write(batch)).doesNotContain("hush");
    assertThat(BatchItems.task(batch, 1).container().environmentVariables().get(0).value())
        .isEqualTo("b");
  }
}
