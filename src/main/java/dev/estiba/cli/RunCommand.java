package dev.estiba.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.pipeline.DocumentKind;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.Limits;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.TaskParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code estiba run}: one container task, with its log on standard output. */
@Command(
    name = "run",
    description = {
      "Runs a container to its end: its log goes to standard output, progress to standard error.",
      "What to run is an IMAGE with the options below, or a file with a task in JSON or YAML; beside",
      "a file only --env and --timeout are taken: they add to it, or win over it.",
      "Exits with the container's exit code; 124 after a time-out, 125 if Estiba failed."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "IMAGE",
      description = "Image reference, busybox:1.36 say.")
  private @Nullable String image;

  @Parameters(
      index = "1..*",
      paramLabel = "COMMAND",
      description = "Command and arguments; without one, the image's own. Put -- before it.")
  private List<String> command = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Task in JSON or YAML, in place of IMAGE; - for standard input.")
  private @Nullable String file;

  @Mixin private EnvironmentOption environment = new EnvironmentOption();

  @Option(names = "--cpu", paramLabel = "N", description = "vCPUs. Default: ${DEFAULT-VALUE}.")
  private double cpu = ContainerSpec.DEFAULT_CPU;

  @Option(names = "--memory", paramLabel = "GB", description = "Default: ${DEFAULT-VALUE} GB.")
  private double memory = ContainerSpec.DEFAULT_MEMORY_GB;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For the task in all. Default: ${DEFAULT-VALUE} s.")
  private long timeout = Limits.DEFAULT_TIMEOUT_SECONDS;

  @Option(names = "--name", description = "The container group's name starts with it.")
  private @Nullable String name;

  @Override
  public Integer call() throws Exception {
    Logging.quiet();
    PrintWriter err = spec.commandLine().getErr();
    ObjectNode task = file == null ? imageTask() : fileTask(file);
    if (TaskParser.parse(task) instanceof ParsedTask.Invalid invalid) {
      throw new ParameterException(
          spec.commandLine(),
          invalid.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    try (HostSession session = new HostSession(host, err)) {
      return new TaskRun(session, System.out, err).run(task);
    }
  }

  private ObjectNode imageTask() {
    if (image == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'IMAGE', or a task with --file");
    }
    ObjectNode document = Json.object();
    document.put("image", image);
    ArrayNode words = document.putArray("command");
    command.forEach(words::add);
    document.put("cpu", cpu);
    document.put("memoryInGB", memory);
    document.put("timeoutSeconds", timeout);
    if (name != null) {
      document.put("name", name);
    }
    environment.addTo(document, spec.commandLine());
    return document;
  }

  private ObjectNode fileTask(String taskFile) throws IOException {
    refuseBeside("IMAGE", image != null);
    for (String option : List.of("--cpu", "--memory", "--name")) {
      refuseBeside(option, isGiven(option));
    }
    ObjectNode document = DocumentFile.read(taskFile).require(DocumentKind.TASK);
    if (isGiven("--timeout")) {
      document.put("timeoutSeconds", timeout);
    }
    environment.addTo(document, spec.commandLine());
    return document;
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private void refuseBeside(String what, boolean given) {
    if (given) {
      throw new ParameterException(
          spec.commandLine(),
          what
              + " cannot be given beside --file, which says it. Only --env and --timeout can: they"
              + " add to the file, or win over it.");
    }
  }
}
