package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.UrlText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The URLs of the durable HTTP management API.
 *
 * @param key the system key that opens them; empty if none is needed
 */
public record ManagementUrls(String hubName, Optional<String> key) {

  public static final String BASE_PATH = "/runtime/webhooks/durabletask";

  /** The name that Azure Functions gives the default storage connection. */
  public static final String CONNECTION = "Storage";

  /** What every URL has to say after its question mark. */
  public String requiredQuery() {
    String hub = "taskHub=" + UrlText.encode(hubName) + "&connection=" + CONNECTION;
    return key.map(code -> hub + "&code=" + UrlText.encode(code)).orElse(hub);
  }

  static String instance(String origin, String instanceId) {
    return origin + BASE_PATH + "/instances/" + UrlText.encode(instanceId);
  }

  /** Where the status of an instance is. */
  String status(String origin, String instanceId) {
    return instance(origin, instanceId) + "?" + requiredQuery();
  }

  /** The check-status payload, in the extension's order. */
  public Map<String, Object> payload(String origin, String instanceId) {
    String instance = instance(origin, instanceId);
    String query = "?" + requiredQuery();
    String reasonQuery = "?reason={text}&" + requiredQuery();
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("id", instanceId);
    payload.put("statusQueryGetUri", instance + query);
    payload.put("sendEventPostUri", instance + "/raiseEvent/{eventName}" + query);
    payload.put("terminatePostUri", instance + "/terminate" + reasonQuery);
    payload.put("purgeHistoryDeleteUri", instance + query);
    payload.put("restartPostUri", instance + "/restart" + query);
    payload.put("suspendPostUri", instance + "/suspend" + reasonQuery);
    payload.put("resumePostUri", instance + "/resume" + reasonQuery);
    return payload;
  }
}
