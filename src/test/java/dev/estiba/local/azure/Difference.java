package dev.estiba.local.azure;

/**
 * @param place {@code status}, {@code header <name>}, or a JSON path from {@code $} on
 */
record Difference(RecordedExchange exchange, String place, String recorded, String local) {

  static final String NOTHING = "nothing";

  /** Whether the passing of time could make it go away. */
  boolean mayPass() {
    return place.startsWith("$") || (place.equals("status") && !local.contains("ResourceNotFound"));
  }

  @Override
  public String toString() {
    return place + ": recorded " + recorded + ", local " + local;
  }
}
