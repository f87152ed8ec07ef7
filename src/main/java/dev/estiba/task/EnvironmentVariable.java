package dev.estiba.task;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A variable in a container's environment; either {@code value} or {@code secureValue} is there.
 *
 * @param secureValue not shown by Azure, nor by Estiba
 */
public record EnvironmentVariable(
    String name, @Nullable String value, @Nullable Secret secureValue) {

  EnvironmentVariable mapSecrets(UnaryOperator<Secret> mapping) {
    return secureValue == null
        ? this
        : new EnvironmentVariable(name, value, mapping.apply(secureValue));
  }
}
