package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the raw ARM members that are merged over the group which Estiba makes. What Estiba has to
 * rely on stays its own. Azure takes the names in upper and lower case alike, and so does this.
 */
final class RawGroupReader {

  /** Members of an ARM resource that are the user's. */
  static final List<String> ALLOWED =
      List.of(
          "properties",
          "identity",
          "zones",
          "tags",
          "extendedLocation",
          "sku",
          "plan",
          "kind",
          "managedBy");

  private static final Map<String, String> OURS =
      Map.of(
          "name", "is made by Estiba: say its beginning in the task's own name",
          "location", "is Estiba's: say it in the task's own location",
          "type", "is always Microsoft.ContainerInstance/containerGroups",
          "id", "is made by Estiba from resourceGroup and name");

  private static final Map<String, String> OUR_PROPERTIES =
      Map.of(
          "containers", "are Estiba's: say them in image, command, … and sidecars",
          "ostype", "is always Linux",
          "restartpolicy", "is always Never: say in retry whether a task is run again");

  private RawGroupReader() {}

  /** Returns the JSON text, all of it a secret as any of it may be one. */
  static @Nullable Secret read(Fields task) {
    Fields group = task.object("containerGroup", "{\"properties\": {\"sku\": \"Confidential\"}}");
    if (group == null) {
      return null;
    }
    if (group.isOurs() && group.isText("sealed")) {
      return Secret.fromJson(group.raw());
    }
    task.noteLiteralSecret("containerGroup");
    checkMembers(group);
    checkProperties(group);
    LabelReader.read(group, "tags");
    return new Secret.Literal(Json.write(group.raw()));
  }

  private static void checkMembers(Fields group) {
    for (String name : group.names()) {
      String ours = OURS.get(name.toLowerCase(Locale.ROOT));
      if (ours != null) {
        group.problem(name, ours);
      } else if (!ALLOWED.contains(name)) {
        group.problem(name, "is not known here; allowed are " + String.join(", ", ALLOWED));
      }
    }
  }

  private static void checkProperties(Fields group) {
    if (group.names().contains("properties") && !group.has("properties")) {
      group.problem("properties", "must be an object: null would remove all of the group");
    }
    Fields properties = group.object("properties", "{\"sku\": \"Confidential\"}");
    if (properties == null) {
      return;
    }
    for (String name : properties.names()) {
      String ours = OUR_PROPERTIES.get(name.toLowerCase(Locale.ROOT));
      if (ours != null) {
        properties.problem(name, ours);
      }
    }
  }
}
