package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Environment variables of the container. */
final class EnvironmentOption {

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME[=VALUE]",
      description = "Environment variable; without a value, this shell's.")
  private List<String> variables = new ArrayList<>();

  /** Each of them takes the place of one with its name in the task. */
  void addTo(ObjectNode task, CommandLine commandLine) {
    if (variables.isEmpty()) {
      return;
    }
    ArrayNode environment = task.withArrayProperty("environmentVariables");
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      String name = equals < 0 ? variable : variable.substring(0, equals);
      String value = equals < 0 ? System.getenv(name) : variable.substring(equals + 1);
      if (value == null) {
        throw new ParameterException(
            commandLine,
            "--env "
                + variable
                + ": this shell has no such variable; write "
                + variable
                + "=VALUE");
      }
      remove(environment, name);
      environment.addObject().put("name", name).put("value", value);
    }
  }

  private static void remove(ArrayNode environment, String name) {
    for (Iterator<JsonNode> present = environment.iterator(); present.hasNext(); ) {
      if (present.next().path("name").asText().equals(name)) {
        present.remove();
      }
    }
  }
}
