package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * @param uid names the state file; not used again after a delete
 */
record ResourceGroup(
    String uid,
    String subscription,
    String name,
    String location,
    ObjectNode tags,
    boolean deleting) {

  ResourceGroup updated(ObjectNode newTags) {
    return new ResourceGroup(uid, subscription, name, location, newTags, deleting);
  }

  ResourceGroup beingDeleted() {
    return new ResourceGroup(uid, subscription, name, location, tags, true);
  }

  ObjectNode body() {
    ObjectNode body = Json.object();
    body.put("id", "/subscriptions/" + subscription + "/resourceGroups/" + name);
    body.put("name", name);
    body.put("type", "Microsoft.Resources/resourceGroups");
    body.put("location", location);
    body.set("tags", tags);
    body.putObject("properties").put("provisioningState", deleting ? "Deleting" : "Succeeded");
    return body;
  }
}
