package dev.estiba.local.azure;

import java.util.Locale;

/** The id of a container group, in the spelling of whoever created it. */
record GroupId(String subscription, String resourceGroup, String name) {

  static final String TYPE = "Microsoft.ContainerInstance/containerGroups";

  String path() {
    return "/subscriptions/"
        + subscription
        + "/resourceGroups/"
        + resourceGroup
        + "/providers/"
        + TYPE
        + "/"
        + name;
  }

  /** Equal for ids that ARM takes for the same. */
  String key() {
    return path().toLowerCase(Locale.ROOT);
  }

  boolean isIn(String otherSubscription, String otherResourceGroup) {
    return isIn(otherSubscription) && resourceGroup.equalsIgnoreCase(otherResourceGroup);
  }

  boolean isIn(String otherSubscription) {
    return subscription.equalsIgnoreCase(otherSubscription);
  }

  /** As people say it. */
  @Override
  public String toString() {
    return resourceGroup + "/" + name;
  }
}
