package dev.estiba.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the container group is made.
 *
 * @param resourceGroup null for the configured one
 * @param location Azure region; null for the configured one
 * @param fallbackLocations regions to try, in this order, when one has no capacity or quota
 * @param zones at most one availability zone
 * @param spotFallback whether a Regular group is made when Azure has no Spot capacity, or took it
 *     away
 */
public record Placement(
    @Nullable String resourceGroup,
    @Nullable String location,
    List<String> fallbackLocations,
    List<String> zones,
    Priority priority,
    boolean spotFallback) {

  public static final Placement DEFAULT =
      new Placement(null, null, List.of(), List.of(), Priority.REGULAR, true);

  public Placement {
    fallbackLocations = List.copyOf(fallbackLocations);
    zones = List.copyOf(zones);
  }

  Placement filledIn(String defaultResourceGroup, String defaultLocation) {
    return new Placement(
        resourceGroup == null ? defaultResourceGroup : resourceGroup,
        location == null ? defaultLocation : location,
        fallbackLocations,
        zones,
        priority,
        spotFallback);
  }
}
