package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.batch.BatchParser;
import dev.estiba.batch.ParsedBatch;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A batch in options, in place of a file. */
final class BatchOptions {

  @Option(names = "--image", paramLabel = "IMAGE", description = "Of each item's container.")
  private @Nullable String image;

  @Option(names = "--count", paramLabel = "N", description = "So many items.")
  private @Nullable Integer count;

  @Option(names = "--items", paramLabel = "A,B,C", split = ",", description = "The items.")
  private @Nullable List<String> items;

  @Option(names = "--items-file", paramLabel = "FILE", description = "An item in each line.")
  private @Nullable Path itemsFile;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description = "How many container groups there may be at a time.")
  private @Nullable Integer maxParallel;

  @Option(names = "--pack", description = "Small items share container groups.")
  private boolean pack;

  @Option(names = "--fail-fast", description = "The first item that fails ends the batch.")
  private boolean failFast;

  @Option(
      names = "--max-failures",
      paramLabel = "N|N%%",
      description = "With how many failed items the batch goes on. Default: all may fail.")
  private @Nullable String maxFailures;

  @Option(names = "--cpu", paramLabel = "N", description = "vCPUs of each item.")
  private @Nullable Double cpu;

  @Option(names = "--memory", paramLabel = "GB", description = "Of each item.")
  private @Nullable Double memory;

  @Option(names = "--name", paramLabel = "NAME", description = "Of the batch.")
  private @Nullable String name;

  @Mixin private EnvironmentOption environment = new EnvironmentOption();

  boolean hasImage() {
    return image != null;
  }

  /**
   * The batch that the options ask for.
   *
   * @throws ParameterException if it is not valid
   * @throws IOException if the file with items cannot be read
   */
  JsonNode document(List<String> command, CommandLine commandLine) throws IOException {
    ObjectNode batch = Json.object();
    put(batch, "name", name);
    batch.set("task", task(command, commandLine));
    addItems(batch);
    put(batch, "maxParallel", maxParallel);
    put(batch, "pack", pack ? true : null);
    put(batch, "failFast", failFast ? true : null);
    put(batch, "maxFailures", failureLimit());
    if (BatchParser.parse(batch) instanceof ParsedBatch.Invalid invalid) {
      throw new ParameterException(
          commandLine,
          invalid.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    return batch;
  }

  private ObjectNode task(List<String> command, CommandLine commandLine) {
    ObjectNode task = Json.object().put("image", image);
    ArrayNode words = task.putArray("command");
    command.forEach(words::add);
    put(task, "cpu", cpu);
    put(task, "memoryInGB", memory);
    environment.addTo(task, commandLine);
    return task;
  }

  private void addItems(ObjectNode batch) throws IOException {
    put(batch, "count", count);
    List<String> all = new ArrayList<>(items == null ? List.of() : items);
    if (itemsFile != null) {
      all.addAll(lines(itemsFile));
    }
    if (items != null || itemsFile != null) {
      batch.set("items", Json.toTree(all));
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": is not text in UTF-8", e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read: " + Failures.describe(e), e);
    }
  }

  private @Nullable Object failureLimit() {
    return maxFailures != null && maxFailures.matches("[0-9]{1,9}")
        ? (Object) Integer.valueOf(maxFailures)
        : maxFailures;
  }

  private static void put(ObjectNode node, String field, @Nullable Object value) {
    if (value != null) {
      node.set(field, Json.toTree(value));
    }
  }
}
