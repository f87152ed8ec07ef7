package dev.estiba.task;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How images are pulled from a registry: as a user with a password, or as a managed identity.
 *
 * @param server host name, with its port if it has one
 * @param identity resource id of one of the task's {@code identities}
 */
public record RegistryCredential(
    String server,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String identity) {

  RegistryCredential mapSecrets(UnaryOperator<Secret> mapping) {
    return password == null
        ? this
        : new RegistryCredential(server, username, mapping.apply(password), identity);
  }
}
