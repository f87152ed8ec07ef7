package dev.estiba.local.azure.runtime;

/** What the containers of a group share cannot be made, and no further try will help. */
final class GroupFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String detail;

  /**
   * @param detail ACI's name of the event
   */
  GroupFailedException(String detail, String message) {
    super(message);
    this.detail = detail;
  }

  String detail() {
    return detail;
  }
}
