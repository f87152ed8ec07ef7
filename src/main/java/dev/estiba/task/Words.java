package dev.estiba.task;

import dev.estiba.document.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts that a container's process is started with: the words of its command, its environment. */
final class Words {

  /** Linux takes 128 KiB a word, in which a variable has its name too (MAX_ARG_STRLEN). */
  static final int MAX_BYTES = 128_000;

  private Words() {}

  static List<String> read(Fields container, String field, String example) {
    return container.texts(field, example, Words::problemOf);
  }

  static @Nullable String check(Fields fields, String field, @Nullable String word) {
    String wrong = word == null ? null : problemOf(word);
    if (wrong != null) {
      fields.problem(field, wrong);
    }
    return word;
  }

  private static @Nullable String problemOf(String word) {
    return word.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
        ? null
        : "must have at most "
            + MAX_BYTES
            + " bytes, as Linux starts no process with more in one text; mount a volume with a"
            + " file";
  }
}
