package dev.estiba.local.azure;

import java.util.List;
import java.util.Locale;

/** The regions that can be named; all of them are this machine. */
final class Regions {

  /** Azure's public ones that have container groups. */
  private static final List<String> ALL =
      List.of(
          "Australia East",
          "Australia Southeast",
          "Brazil South",
          "Canada Central",
          "Canada East",
          "Central India",
          "Central US",
          "East Asia",
          "East US",
          "East US 2",
          "France Central",
          "Germany West Central",
          "Israel Central",
          "Italy North",
          "Japan East",
          "Japan West",
          "Jio India West",
          "Korea Central",
          "Korea South",
          "Mexico Central",
          "North Central US",
          "North Europe",
          "Norway East",
          "Poland Central",
          "Qatar Central",
          "South Africa North",
          "South Central US",
          "South India",
          "Southeast Asia",
          "Spain Central",
          "Sweden Central",
          "Switzerland North",
          "UAE North",
          "UK South",
          "UK West",
          "West Central US",
          "West Europe",
          "West India",
          "West US",
          "West US 2",
          "West US 3");

  private Regions() {}

  /** As people read them. */
  static List<String> displayNames() {
    return ALL;
  }

  /** As resources tell them. */
  static String name(String displayName) {
    return displayName.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
