package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where the container group is made. */
final class PlacementReader {

  static final int MAX_FALLBACKS = 10;

  static final TextRule ZONE =
      TextRule.of("[1-9]", "must be the number of an availability zone, as text: \"1\"");

  static final TextRule PRIORITY = TextRule.of("Regular|Spot", "must be Regular or Spot");

  private PlacementReader() {}

  static Placement read(Fields task) {
    String resourceGroup = task.text("resourceGroup", Names.RESOURCE_GROUP);
    String location = task.text("location", Names.LOCATION);
    return new Placement(
        resourceGroup,
        location,
        fallbacks(task, location),
        task.distinctTexts("zones", 1, ZONE, "[\"1\"]"),
        priority(task),
        task.flag("spotFallback", true));
  }

  private static List<String> fallbacks(Fields task, @Nullable String location) {
    List<String> fallbacks =
        task.distinctTexts("fallbackLocations", MAX_FALLBACKS, Names.LOCATION, "[\"northeurope\"]");
    if (location != null && fallbacks.contains(location)) {
      task.problem("fallbackLocations", "must not have the location that they stand in for");
    }
    return fallbacks;
  }

  private static Priority priority(Fields task) {
    String priority = task.text("priority", PRIORITY);
    return Priority.SPOT.displayName().equals(priority) ? Priority.SPOT : Priority.REGULAR;
  }
}
