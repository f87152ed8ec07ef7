package dev.estiba.local.functionhost.storage;

/** Where a blob lies. */
record BlobPath(String container, String blob) {

  /**
   * @throws IllegalArgumentException if the text is not {@code container/blob}
   */
  static BlobPath parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no path of a blob: write 'container/blob'");
    }
    return new BlobPath(
        StorageNames.container(text.substring(0, slash)),
        StorageNames.blob(text.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return container + "/" + blob;
  }
}
