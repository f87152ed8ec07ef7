package dev.estiba.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was found in a document: problems, and secrets in plain text. */
public final class Findings {

  /** A document of a megabyte may be wrong in more places than anybody reads. */
  public static final int MOST = 100;

  private final List<Problem> problems = new ArrayList<>();
  private final List<String> literalSecrets = new ArrayList<>();
  private final Set<String> filled = new HashSet<>();
  private final boolean sealed;
  private final boolean checked;

  /** Of a document from outside. */
  public Findings() {
    this(false, false);
  }

  private Findings(boolean sealed, boolean checked) {
    this.sealed = sealed;
    this.checked = checked;
  }

  /** Of a document that Estiba has checked, and whose secrets it has sealed. */
  public static Findings inOurDocument() {
    return new Findings(true, true);
  }

  /** Of a document whose secrets Estiba has sealed, and that was filled since it was checked. */
  public static Findings inFilledDocument() {
    return new Findings(true, false);
  }

  /** None so far, of the same kind of document. */
  public Findings another() {
    return new Findings(sealed, checked);
  }

  public void add(String path, String message) {
    if (problems.size() < MOST) {
      problems.add(new Problem(path, message));
    } else if (problems.size() == MOST) {
      problems.add(new Problem("", "has more problems than these " + MOST));
    }
  }

  public void addLiteralSecret(String path) {
    literalSecrets.add(path);
  }

  /** JSON Pointers of the secrets that stand in the document as the user wrote them. */
  public List<String> literalSecrets() {
    return List.copyOf(literalSecrets);
  }

  /**
   * Notes that a text of the document was nothing but a placeholder, whose value is no text. Where
   * only a text can be, {@link Fields} reads it as one.
   */
  void addFilled(String path) {
    filled.add(path);
  }

  boolean isFilled(String path) {
    return filled.contains(path);
  }

  public boolean documentIsOurs() {
    return sealed;
  }

  public boolean documentIsChecked() {
    return checked;
  }

  public List<Problem> list() {
    return List.copyOf(problems);
  }
}
