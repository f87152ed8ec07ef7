package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.UrlText;
import java.util.LinkedHashMap;
import java.util.Map;

/** The URLs of the durable HTTP management API. */
public final class ManagementUrls {

  public static final String BASE_PATH = "/runtime/webhooks/durabletask";

  /** The name that Azure Functions gives the default storage connection. */
  public static final String CONNECTION = "Storage";

  private ManagementUrls() {}

  public static String requiredQuery(String hubName) {
    return "taskHub=" + UrlText.encode(hubName) + "&connection=" + CONNECTION;
  }

  public static String instance(String origin, String instanceId) {
    return origin + BASE_PATH + "/instances/" + UrlText.encode(instanceId);
  }

  /** Where the status of an instance is. */
  static String status(String origin, String instanceId, String hubName) {
    return instance(origin, instanceId) + "?" + requiredQuery(hubName);
  }

  /** The check-status payload, in the extension's order. */
  public static Map<String, Object> payload(String origin, String instanceId, String hubName) {
    String instance = instance(origin, instanceId);
    String query = "?" + requiredQuery(hubName);
    String reasonQuery = "?reason={text}&" + requiredQuery(hubName);
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
