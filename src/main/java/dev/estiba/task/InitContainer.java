package dev.estiba.task;

import java.util.List;
import java.util.function.UnaryOperator;

/** A container that ends before the others start; they run in the order of their list. */
public record InitContainer(
    String name,
    String image,
    List<String> command,
    List<String> args,
    List<EnvironmentVariable> environmentVariables,
    List<VolumeMount> volumeMounts) {

  public InitContainer {
    command = List.copyOf(command);
    args = List.copyOf(args);
    environmentVariables = List.copyOf(environmentVariables);
    volumeMounts = List.copyOf(volumeMounts);
  }

  InitContainer mapSecrets(UnaryOperator<Secret> mapping) {
    return new InitContainer(
        name,
        image,
        command,
        args,
        environmentVariables.stream().map(variable -> variable.mapSecrets(mapping)).toList(),
        volumeMounts);
  }
}
