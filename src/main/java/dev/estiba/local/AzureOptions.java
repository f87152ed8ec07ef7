package dev.estiba.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How a {@link StandaloneAzure} is set up.
 *
 * @param data the folder of its state
 * @param port on 127.0.0.1; 0 for any that is free
 * @param behavior a file in YAML or JSON that says how it is to misbehave
 * @param fileShares the folder whose subfolders {@code ACCOUNT/SHARE} stand for Azure Files
 * @param accepted the properties that only Azure has and that are accepted without effect
 * @param https with a certificate that is made in {@code data}
 */
public record AzureOptions(
    Path data,
    int port,
    RuntimeChoice runtime,
    Optional<Path> behavior,
    Optional<Path> fileShares,
    Set<String> accepted,
    boolean https) {}
