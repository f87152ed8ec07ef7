package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the workspace that Azure sends logs and events to. */
final class LogAnalyticsReader {

  static final TextRule LOG_TYPE =
      TextRule.of(
          "ContainerInsights|ContainerInstanceLogs",
          "must be ContainerInsights or ContainerInstanceLogs");

  private LogAnalyticsReader() {}

  static @Nullable LogAnalytics read(Fields task) {
    Fields workspace = task.object("logAnalytics", "{\"workspaceId\": …, \"workspaceKey\": …}");
    if (workspace == null) {
      return null;
    }
    String workspaceId = workspace.requiredText("workspaceId", Names.WORKSPACE_ID);
    Secret key = SecretReader.required(workspace, "workspaceKey", "a key of the workspace");
    String logType = workspace.text("logType", LOG_TYPE);
    Fields metadata = workspace.object("metadata", "{\"team\": \"data\"}");
    workspace.refuseUnknown();
    return new LogAnalytics(
        workspaceId, key, logType, metadata == null ? Map.of() : metadata.allTexts());
  }
}
