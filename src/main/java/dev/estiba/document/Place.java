package dev.estiba.document;

/**
 * A place in the text of a document.
 *
 * @param line from 1 on
 * @param column of the character in the line, from 1 on
 */
public record Place(int line, int column) {

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
