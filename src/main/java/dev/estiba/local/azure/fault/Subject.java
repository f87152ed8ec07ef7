package dev.estiba.local.azure.fault;

import java.util.Locale;

/**
 * What a request is about, for the texts of errors; empty for what it does not say.
 *
 * @param location of the body of a PUT
 * @param image of the first container in the body of a PUT
 */
public record Subject(
    OperationKind operation,
    String subscription,
    String resourceGroup,
    String group,
    String location,
    String image) {

  /** Puts what the request says in the place of {@code {group}} and the like. */
  String fill(String text) {
    return text.replace("{operation}", operation.name().toLowerCase(Locale.ROOT))
        .replace("{subscription}", subscription)
        .replace("{resourceGroup}", resourceGroup)
        .replace("{group}", group)
        .replace("{location}", location)
        .replace("{image}", image);
  }
}
