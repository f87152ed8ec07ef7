package dev.estiba.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.task.ContainerSpec;
import dev.estiba.task.Json;
import dev.estiba.task.Limits;
import dev.estiba.task.ParsedTask;
import dev.estiba.task.Problem;
import dev.estiba.task.TaskParser;
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
      "Exits with the container's exit code; 124 after a time-out, 125 if Estiba failed."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions host = new HostOptions();

  @Parameters(index = "0", paramLabel = "IMAGE", description = "Image reference, busybox:1.36 say.")
  private String image = "";

  @Parameters(
      index = "1..*",
      paramLabel = "COMMAND",
      description = "Command and arguments; without one, the image's own. Put -- before it.")
  private List<String> command = new ArrayList<>();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME[=VALUE]",
      description = "Environment variable; without a value, this shell's.")
  private List<String> variables = new ArrayList<>();

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
    ObjectNode task = task();
    try (HostSession session = new HostSession(host, spec.commandLine().getErr())) {
      return new TaskRun(session, System.out, spec.commandLine().getErr()).run(task);
    }
  }

  private ObjectNode task() {
    ObjectNode document = document();
    ParsedTask parsed = TaskParser.parse(document);
    if (parsed instanceof ParsedTask.Invalid invalid) {
      throw new ParameterException(
          spec.commandLine(),
          invalid.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    return document;
  }

  private ObjectNode document() {
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
    ArrayNode environment = document.putArray("environmentVariables");
    variables.forEach(variable -> addVariable(environment, variable));
    return document;
  }

  private void addVariable(ArrayNode environment, String variable) {
    int equals = variable.indexOf('=');
    String variableName = equals < 0 ? variable : variable.substring(0, equals);
    String value = equals < 0 ? System.getenv(variableName) : variable.substring(equals + 1);
    if (value == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--env " + variable + ": this shell has no such variable; write " + variable + "=VALUE");
    }
    environment.addObject().put("name", variableName).put("value", value);
  }
}
