package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.taskhub.InstancePage;
import dev.estiba.local.taskhub.InstanceQuery;
import dev.estiba.local.taskhub.InstanceState;
import dev.estiba.local.taskhub.RuntimeStatus;
import dev.estiba.local.taskhub.TaskHubClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what is asked about instances: one's status, and lists. */
final class InstanceReads {

  static final String CONTINUATION_HEADER = "x-ms-continuation-token";
  private static final String RETRY_AFTER_SECONDS = "5";

  private final TaskHubClient hub;

  InstanceReads(TaskHubClient hub) {
    this.hub = hub;
  }

  HttpReply status(HttpCall call, String instanceId) {
    boolean asError = call.query().flag("returnInternalServerErrorOnFailure", false);
    return hub.find(instanceId)
        .map(state -> status(call, state, asError))
        .orElse(HttpReply.of(404));
  }

  /**
   * @param asError whether a failed instance is answered 500
   */
  HttpReply status(HttpCall call, InstanceState state, boolean asError) {
    Map<String, @Nullable Object> json =
        InstanceJson.of(state, call.query().flag("showInput", true));
    if (call.query().flag("showHistory", false) && state.status() != RuntimeStatus.PENDING) {
      json.put("historyEvents", history(call, state.instanceId()));
    }
    if (!state.status().isTerminal()) {
      return HttpReply.json(202, json)
          .with("Location", call.uri().toString())
          .with("Retry-After", RETRY_AFTER_SECONDS);
    }
    boolean failed = state.status() == RuntimeStatus.FAILED;
    return HttpReply.json(failed && asError ? 500 : 200, json);
  }

  private List<Map<String, Object>> history(HttpCall call, String instanceId) {
    return HistoryJson.of(
        hub.history(instanceId),
        call.query().flag("showInput", true),
        call.query().flag("showHistoryOutput", false));
  }

  HttpReply list(HttpCall call) {
    boolean showInput = call.query().flag("showInput", true);
    InstancePage page =
        InstanceQueries.list(call)
            .map(query -> new BoundedPage(this::page).of(query))
            .orElseGet(() -> new InstancePage(List.of(), null));
    String next = page.continuationToken();
    return HttpReply.json(
            200, page.instances().stream().map(state -> InstanceJson.of(state, showInput)).toList())
        .with(CONTINUATION_HEADER, next == null ? "" : next);
  }

  private InstancePage page(InstanceQuery query) {
    try {
      return hub.query(query);
    } catch (IllegalArgumentException e) { // a continuation token that the hub did not make
      throw ApiException.wrongArgument(String.valueOf(e.getMessage()));
    }
  }
}
