package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads labels, which become tags of the group and so keep Azure's rules for tags. */
final class LabelReader {

  private static final int MAX_TAGS = 50;

  /**
   * What Estiba tags every group with: its installation, instance, attempt and expiry; and kept
   * ones.
   */
  private static final int OUR_TAGS = 5;

  static final int MAX_LABELS = MAX_TAGS - OUR_TAGS;

  static final TextRule KEY =
      TextRule.of(
          "(?![eE][sS][tT][iI][bB][aA]-)[^<>%&\\\\?/\\x00-\\x1f]{1,512}",
          "must be 1 to 512 characters, none of them < > % & \\ ? / or a control character, and not"
              + " begin with estiba-, which is for Estiba's own tags");

  static final TextRule VALUE = TextRule.of("[^\\x00]{0,256}", "must be at most 256 characters");

  private LabelReader() {}

  static Map<String, String> read(Fields task) {
    return read(task, "labels");
  }

  /** Of any field that holds tags. */
  static Map<String, String> read(Fields fields, String field) {
    Fields map = fields.object(field, "{\"team\": \"data\"}");
    if (map == null) {
      return Map.of();
    }
    Map<String, String> labels = map.allTexts();
    if (labels.size() > MAX_LABELS) {
      fields.problem(
          field, "must have at most " + MAX_LABELS + " entries; it has " + labels.size());
    }
    Set<String> distinct = new HashSet<>();
    labels.forEach(
        (key, value) -> {
          if (!KEY.allows(key)) {
            map.problem(key, "the name " + KEY.says());
          } else if (!VALUE.allows(value)) {
            map.problem(key, VALUE.says());
          } else if (!distinct.add(key.toLowerCase(Locale.ROOT))) {
            map.problem(key, "is there already: to Azure upper and lower case are alike");
          }
        });
    return labels;
  }
}
