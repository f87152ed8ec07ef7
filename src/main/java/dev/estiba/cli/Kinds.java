package dev.estiba.cli;

import dev.estiba.lint.LintedKind;
import dev.estiba.pipeline.DocumentKind;
import java.util.Locale;

/** What people call the kinds of documents. */
final class Kinds {

  private Kinds() {}

  /** In a sentence: {@code trigger}. */
  static String name(LintedKind kind) {
    return kind.displayName().toLowerCase(Locale.ROOT);
  }

  /** In a sentence: {@code task}. */
  static String name(DocumentKind kind) {
    return kind.displayName().toLowerCase(Locale.ROOT);
  }
}
