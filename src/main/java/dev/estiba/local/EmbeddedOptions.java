package dev.estiba.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * How the embedded mode is to run.
 *
 * @param data the one folder that holds all state; made where missing
 * @param port 0 for any that is free
 * @param environment app settings that win over the embedded defaults, but not over where its own
 *     services are
 */
public record EmbeddedOptions(
    Path data, int port, RuntimeChoice runtime, Map<String, String> environment, Access access) {}
