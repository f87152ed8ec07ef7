package dev.estiba.launch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.batch.BatchParser;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import dev.estiba.document.Json;
import dev.estiba.document.Placeholders;
import dev.estiba.pipeline.DocumentKind;
import dev.estiba.pipeline.PipelineParser;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.TaskParser;
import org.jspecify.annotations.Nullable;

/**
 * The document of a task, a batch or a pipeline, with placeholders for what causes it to start.
 *
 * @param path its JSON Pointer in the definition that it is a part of
 */
public record LaunchTemplate(DocumentKind kind, JsonNode document, String path) {

  private static final String TASK = "task";
  private static final String BATCH = "batch";
  private static final String PIPELINE = "pipeline";

  /**
   * Reads the one of {@code task}, {@code batch} and {@code pipeline} that a definition has, and
   * tells what is wrong with it as far as that is known before anything happens.
   *
   * @param cause with the values that are known
   * @return to be used only where nothing wrong was found
   */
  public static LaunchTemplate read(Fields definition, Cause cause) {
    if (definition.count(TASK, BATCH, PIPELINE) != 1) {
      definition.problem("must have exactly one of task, batch and pipeline: what is started");
    }
    LaunchTemplate task = of(definition, TASK, DocumentKind.TASK, "{\"image\": \"busybox\"}");
    LaunchTemplate batch =
        of(
            definition,
            BATCH,
            DocumentKind.BATCH,
            "{\"items\": [\"a\", \"b\"], \"task\": {\"image\": \"busybox\"}}");
    LaunchTemplate pipeline =
        of(
            definition,
            PIPELINE,
            DocumentKind.PIPELINE,
            "{\"steps\": [{\"name\": \"extract\", \"task\": {\"image\": \"busybox\"}}]}");
    LaunchTemplate template = task != null ? task : batch != null ? batch : pipeline;
    if (template == null) {
      return new LaunchTemplate(DocumentKind.TASK, Json.object(), definition.pointerTo(TASK));
    }
    if (!definition.isOurs()) {
      template.check(cause, definition.findings());
    }
    return template;
  }

  /** What a definition starts, as its fields show. */
  public static DocumentKind kindIn(JsonNode definition) {
    return definition.has(PIPELINE)
        ? DocumentKind.PIPELINE
        : definition.has(BATCH) ? DocumentKind.BATCH : DocumentKind.TASK;
  }

  private static @Nullable LaunchTemplate of(
      Fields definition, String field, DocumentKind kind, String example) {
    Fields document = definition.object(field, example);
    return document == null
        ? null
        : new LaunchTemplate(kind, document.raw(), definition.pointerTo(field));
  }

  private void check(Cause cause, Findings findings) {
    refusePlaceholdersInSecrets(cause, findings);
    Launch unused = read(fill(cause, findings), findings);
  }

  /** What is started for a cause. Places of problems are those in the definition. */
  public Launch fill(Cause cause) {
    Findings findings = Findings.inFilledDocument();
    Launch launch = read(fill(cause, findings), findings);
    findings.literalSecrets().forEach(place -> refuseSecret(place, findings));
    return findings.list().isEmpty() ? launch : new Launch.Invalid(findings.list());
  }

  private JsonNode fill(Cause cause, Findings findings) {
    CauseValues values = new CauseValues(cause, kind != DocumentKind.TASK);
    return new Placeholders(CauseValues.pattern(cause), values, findings).fill(document, path);
  }

  private Launch read(JsonNode filled, Findings findings) {
    Fields fields = new Fields(filled, path, findings);
    return switch (kind) {
      case TASK -> new Launch.OfTask(TaskParser.read(fields));
      case BATCH -> new Launch.OfBatch(BatchParser.read(fields));
      case PIPELINE -> new Launch.OfPipeline(PipelineParser.read(fields));
    };
  }

  /** Those of the document are sealed: what is in plain text came with the cause. */
  private static void refuseSecret(String place, Findings findings) {
    findings.add(
        place,
        "must be no secret in plain text that came with an event: refer to a secret, or write it in"
            + " the definition");
  }

  /** A secret is sealed where it stands, before anything happens. */
  private void refusePlaceholdersInSecrets(Cause cause, Findings findings) {
    Findings trial = new Findings();
    if (kind == DocumentKind.BATCH) {
      JsonNode task = document.path(TASK);
      ContainerTask unused =
          TaskParser.read(
              new Fields(task.isObject() ? task : Json.object(), path + "/" + TASK, trial));
    } else {
      Launch unused = read(document, trial);
    }
    for (String place : trial.literalSecrets()) {
      JsonNode text = document.at(JsonPointer.compile(place.substring(path.length())));
      if (CauseValues.pattern(cause).matcher(text.asText()).find()) {
        findings.add(
            place,
            "must have no placeholder: it is a secret, and sealed before anything happens; refer to"
                + " one instead: {\"keyVault\": \"https://VAULT.vault.azure.net/secrets/NAME\"} or"
                + " {\"appSetting\": \"ESTIBA_SECRET_NAME\"}");
      }
    }
  }
}
