package dev.estiba.local.functionhost.durable;

import dev.estiba.local.functionhost.web.BadRequestException;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpEndpoint;
import dev.estiba.local.functionhost.web.HttpReply;
import dev.estiba.local.functionhost.web.UrlText;
import dev.estiba.local.taskhub.InstanceExistsException;
import dev.estiba.local.taskhub.InstanceNotFoundException;
import dev.estiba.local.taskhub.TaskHubClient;
import java.util.List;
import java.util.Locale;

/**
 * The HTTP management API of Durable Functions below {@code /runtime/webhooks/durabletask}. As in
 * the extension, a wrong method or an unknown path is answered 404 without a body.
 */
public final class DurableApi implements HttpEndpoint {

  private static final int BASE_SEGMENTS = UrlText.segments(ManagementUrls.BASE_PATH).size();

  private final InstanceReads reads;
  private final InstanceActions actions;
  private final OrchestrationStarts starts;
  private final TaskHubClient hub;

  public DurableApi(TaskHubClient hub, String hubName, OrchestratorNames orchestrators) {
    this.hub = hub;
    this.reads = new InstanceReads(hub);
    this.actions = new InstanceActions(hub);
    this.starts = new OrchestrationStarts(hub, hubName, orchestrators);
  }

  /** Which orchestrators there are. */
  @FunctionalInterface
  public interface OrchestratorNames {
    boolean has(String name);
  }

  @Override
  public HttpReply answer(HttpCall call) throws InterruptedException {
    List<String> path = call.segments().subList(BASE_SEGMENTS, call.segments().size());
    String collection = path.isEmpty() ? "" : path.get(0).toLowerCase(Locale.ROOT);
    try {
      return switch (collection) {
        case "orchestrators" -> orchestrators(call, path);
        case "instances" -> instances(call, path);
        case "entities", "makeprimary" ->
            HttpReply.message(501, "This host has no " + collection + ".");
        default -> HttpReply.of(404);
      };
    } catch (InstanceNotFoundException e) {
      return HttpReply.of(404);
    } catch (InstanceExistsException e) {
      return HttpReply.message(409, e.getMessage());
    } catch (BadRequestException e) {
      return HttpReply.message(400, e.getMessage());
    }
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
