package dev.estiba.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Secret;
import java.util.ArrayList;
import java.util.List;

/** Finds the literal secrets in a task. */
final class Literals {

  /** Takes each literal's place while the task's JSON is searched: no seal looks like it. */
  private static final Secret MARK = new Secret.Sealed("?");

  private static final JsonNode MARKED = Json.toTree(MARK);

  private Literals() {}

  /**
   * @return the JSON Pointer of each, in the order of the task's JSON
   */
  static List<String> paths(ContainerTask task) {
    ContainerTask marked =
        task.mapSecrets(secret -> secret instanceof Secret.Literal ? MARK : new Secret.Hidden());
    List<String> paths = new ArrayList<>();
    collect(Json.toTree(marked), "", paths);
    return paths;
  }

  private static void collect(JsonNode node, String path, List<String> paths) {
    if (node.equals(MARKED)) {
      paths.add(path);
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path + "/" + i, paths);
      }
    } else {
      node.properties()
          .forEach(field -> collect(field.getValue(), path + "/" + escaped(field.getKey()), paths));
    }
  }

  private static String escaped(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }
}
