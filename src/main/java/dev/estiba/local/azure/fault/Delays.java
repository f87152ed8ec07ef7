package dev.estiba.local.azure.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long ACI takes, beyond what the work itself takes. Null for no delay.
 *
 * @param create until the PUT of a container group is answered
 * @param pull from Pulling to Pulled, before a container starts
 * @param delete until a DELETE has taken effect
 */
public record Delays(
    @Nullable Duration create, @Nullable Duration pull, @Nullable Duration delete) {

  public static final Delays NONE = new Delays(null, null, null);
}
