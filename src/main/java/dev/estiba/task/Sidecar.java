package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.function.UnaryOperator;

/** A container beside the one that counts: it ends with it, and its end decides nothing. */
public record Sidecar(String name, @JsonUnwrapped ContainerSpec container) {

  Sidecar mapSecrets(UnaryOperator<Secret> mapping) {
    return new Sidecar(name, container.mapSecrets(mapping));
  }
}
