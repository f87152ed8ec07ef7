package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpEndpoint;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.UrlText;
import dev.estiba.local.taskhub.InstanceNotFoundException;
import dev.estiba.local.taskhub.TaskHubClient;
import dev.estiba.local.taskhub.TaskHubException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP management API of Durable Functions below {@code /runtime/webhooks/durabletask}. As in
 * the extension, a wrong method or an unknown path is answered 404 without a body.
 */
public final class DurableApi implements HttpEndpoint {

  private static final int BASE_SEGMENTS = UrlText.segments(ManagementUrls.BASE_PATH).size();

  private static final Logger log = LoggerFactory.getLogger(DurableApi.class);

  private final InstanceReads reads;
  private final InstanceActions actions;
  private final OrchestrationStarts starts;
  private final TaskHubClient hub;
  private final String hubName;

  /**
   * @param maxWaits how many requests may wait at once for an orchestration to end
   */
  public DurableApi(
      TaskHubClient hub, ManagementUrls urls, OrchestratorNames orchestrators, int maxWaits) {
    this.hub = hub;
    this.hubName = urls.hubName();
    this.reads = new InstanceReads(hub);
    this.actions = new InstanceActions(hub);
    this.starts =
        new OrchestrationStarts(hub, urls, orchestrators, reads, new EndWaits(hub, maxWaits));
  }

  /** Which orchestrators there are. */
  @FunctionalInterface
  public interface OrchestratorNames {
    boolean has(String name);
  }

  @Override
  public HttpReply answer(HttpCall call) throws InterruptedException {
    try {
      refuseOtherHub(call);
      return answer(call, call.segments().subList(BASE_SEGMENTS, call.segments().size()));
    } catch (InstanceNotFoundException e) {
      return HttpReply.of(404);
    } catch (ApiException e) {
      return e.reply();
    } catch (TaskHubException e) {
      log.error("{} {} failed", call.method(), call.path(), e);
      return ApiException.failed("TaskHubException", String.valueOf(e.getMessage())).reply();
    }
  }

  /** Names of task hubs are those of Azure's tables, whose case does not matter. */
  private void refuseOtherHub(HttpCall call) {
    String asked = call.query().value("taskHub").orElse(hubName);
    if (!asked.equalsIgnoreCase(hubName)) {
      throw ApiException.wrongArgument(
          "This host has the task hub '"
              + hubName
              + "' and no '"
              + asked
              + "'. Leave taskHub away, or set extensions.durableTask.hubName in host.json.");
    }
  }

  private HttpReply answer(HttpCall call, List<String> path) throws InterruptedException {
    String collection = path.isEmpty() ? "" : path.get(0).toLowerCase(Locale.ROOT);
    return switch (collection) {
      case "orchestrators" -> orchestrators(call, path);
      case "instances" -> instances(call, path);
      case "entities" -> Entities.answer(call, path);
      // This app is the only one on its task hub, so it is the primary one.
      case "makeprimary" -> HttpReply.of(path.size() == 1 ? 200 : 404);
      default -> HttpReply.of(404);
    };
  }

  private HttpReply orchestrators(HttpCall call, List<String> path) throws InterruptedException {
    if (!call.method().equals("POST") || path.size() < 2 || path.size() > 3) {
      return HttpReply.of(404);
    }
    String instanceId = path.size() == 3 ? UrlText.decode(path.get(2)) : null;
    return starts.start(call, UrlText.decode(path.get(1)), instanceId);
  }

  private HttpReply instances(HttpCall call, List<String> path) throws InterruptedException {
    return switch (path.size()) {
      case 1 -> all(call);
      case 2 -> one(call, instanceId(path.get(1)));
      case 3 -> operation(call, instanceId(path.get(1)), path.get(2).toLowerCase(Locale.ROOT));
      case 4 -> event(call, path);
      default -> HttpReply.of(404);
    };
  }

  private HttpReply all(HttpCall call) {
    return switch (call.method()) {
      case "GET" -> reads.list(call);
      case "DELETE" -> actions.purge(call);
      default -> HttpReply.of(404);
    };
  }

  private HttpReply one(HttpCall call, String instanceId) {
    return switch (call.method()) {
      case "GET", "HEAD" -> reads.status(call, instanceId);
      case "DELETE" -> actions.purge(instanceId);
      default -> HttpReply.of(404);
    };
  }

  private HttpReply operation(HttpCall call, String instanceId, String operation)
      throws InterruptedException {
    if (!call.method().equals("POST")) {
      return HttpReply.of(404);
    }
    return operation.equals("restart")
        ? starts.restart(call, instanceId)
        : actions.control(call, instanceId, operation);
  }

  private HttpReply event(HttpCall call, List<String> path) {
    boolean raises = call.method().equals("POST") && path.get(2).equalsIgnoreCase("raiseEvent");
    return raises
        ? actions.raiseEvent(call, instanceId(path.get(1)), UrlText.decode(path.get(3)))
        : HttpReply.of(404);
  }

  /**
   * A plus sign in a path stands for itself, but the SDK's check-status URLs write a space as plus:
   * so it is read as a space where only that names an instance.
   */
  private String instanceId(String segment) {
    String id = UrlText.decode(segment);
    if (!segment.contains("+") || hub.find(id).isPresent()) {
      return id;
    }
    String withSpaces = UrlText.decodeForm(segment);
    return hub.find(withSpaces).isPresent() ? withSpaces : id;
  }
}
