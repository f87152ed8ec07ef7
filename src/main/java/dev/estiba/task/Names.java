package dev.estiba.task;

import dev.estiba.document.TextRule;

/** The rules of Azure for the names in a task. */
public final class Names {

  /**
   * Of a task. Less than a container group's 63 by the suffix that makes the group's name unique.
   */
  public static final TextRule TASK =
      TextRule.of(
          "(?!.*--)[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?",
          "must be 1 to 40 lower-case letters, digits and single hyphens, with no hyphen at either"
              + " end");

  static final TextRule CONTAINER =
      TextRule.of(
          "(?!.*--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
          "must be 1 to 63 lower-case letters, digits and single hyphens, with no hyphen at either"
              + " end");

  static final TextRule VOLUME =
      TextRule.of(
          "(?!.*--)[a-z0-9][a-z0-9-]{3,61}[a-z0-9]",
          "must be 5 to 63 lower-case letters, digits and single hyphens, with no hyphen at either"
              + " end");

  /** Of an environment variable. */
  public static final TextRule VARIABLE =
      TextRule.of(
          "[A-Za-z0-9]([A-Za-z0-9_]{0,61}[A-Za-z0-9])?",
          "must be 1 to 63 letters, digits and underscores, with no underscore at either end");

  static final TextRule DNS_LABEL =
      TextRule.of(
          "[a-z][a-z0-9-]{3,61}[a-z0-9]",
          "must be 5 to 63 lower-case letters, digits and hyphens, with a letter at its start and"
              + " no hyphen at its end");

  static final TextRule RESOURCE_GROUP =
      TextRule.of(
          "[\\w.()-]{0,89}[\\w()-]",
          "must be 1 to 90 letters, digits, '_', '-', '.' or parentheses, not ending in '.'");

  static final TextRule LOCATION =
      TextRule.of(
          "[a-z0-9]{1,40}",
          "must be an Azure region's name in lower case without spaces, such as westeurope");

  private static final String GUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private static final String RESOURCE =
      "/subscriptions/" + GUID + "/resource[Gg]roups/[\\w.()-]{0,89}[\\w()-]/providers/";

  static final TextRule WORKSPACE_ID =
      TextRule.of(GUID, "must be the workspace's id, such as 01234567-89ab-cdef-0123-456789abcdef");

  static final TextRule SUBNET =
      TextRule.of(
          RESOURCE
              + "[Mm]icrosoft\\.[Nn]etwork/virtual[Nn]etworks/[\\w.-]{1,80}/subnets/[\\w.-]{1,80}",
          "must be a subnet's resource id"
              + " /subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.Network"
              + "/virtualNetworks/NETWORK/subnets/SUBNET");

  private static final String IDENTITY_ID =
      RESOURCE + "[Mm]icrosoft\\.[Mm]anaged[Ii]dentity/user[Aa]ssigned[Ii]dentities/[\\w-]{3,128}";

  private static final String IDENTITY_FORM =
      "a user-assigned identity's resource id /subscriptions/ID/resourceGroups/GROUP/providers"
          + "/Microsoft.ManagedIdentity/userAssignedIdentities/NAME";

  static final TextRule USER_IDENTITY = TextRule.of(IDENTITY_ID, "must be " + IDENTITY_FORM);

  static final TextRule IDENTITY =
      TextRule.of(
          "\\[system\\]|" + IDENTITY_ID,
          "must be " + GroupSettings.SYSTEM_IDENTITY + " or " + IDENTITY_FORM);

  private Names() {}
}
