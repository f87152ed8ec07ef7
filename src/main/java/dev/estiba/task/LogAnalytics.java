package dev.estiba.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Log Analytics workspace that Azure sends the group's logs and events to, beside ours.
 *
 * @param logType {@code ContainerInsights} or {@code ContainerInstanceLogs}; null for Azure's
 *     choice
 */
public record LogAnalytics(
    String workspaceId,
    Secret workspaceKey,
    @Nullable String logType,
    Map<String, String> metadata) {

  public LogAnalytics {
    metadata = Map.copyOf(metadata);
  }
}
