package dev.estiba.shown;

import static dev.estiba.shown.Fault.READS;
import static dev.estiba.shown.Fault.VIEWS;
import static dev.estiba.shown.Fault.WRITES;
import static dev.estiba.shown.Target.COLLECTING;
import static dev.estiba.shown.Target.CREATE_GET;
import static dev.estiba.shown.Target.CREATE_PUT;
import static dev.estiba.shown.Target.DELETING;
import static dev.estiba.shown.Target.DELETING_GET;
import static dev.estiba.shown.Target.RUNNING;
import static dev.estiba.shown.Target.RUNNING_LOGS;
import static dev.estiba.shown.Target.STARTING;

import dev.estiba.shown.Fault.Meaning;
import java.util.ArrayList;
import java.util.List;

/** Every fault that the local Azure can produce, as docs/local-azure.md lists them. */
final class Faults {

  private Faults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.addAll(throttling());
    all.addAll(errors());
    all.addAll(refusals());
    all.addAll(wire());
    all.addAll(views());
    all.addAll(platform());
    return all;
  }

  private static Fault anywhere(String name, String effect) {
    return Fault.of(name, effect).passing(READS).passing(WRITES);
  }

  private static List<Fault> throttling() {
    return List.of(
        anywhere("throttle", "kind: throttle"),
        anywhere("throttle, Retry-After", "kind: throttle, retryAfter: 1s"),
        anywhere("throttle, a date", "kind: throttle, retryAfter: 1s, asDate: true"),
        anywhere("transitioning", "kind: transitioning"));
  }

  private static List<Fault> errors() {
    return List.of(
        anywhere("500", "kind: error, status: 500"),
        Fault.of("500, after the effect", "kind: error, status: 500, when: after").passing(WRITES),
        anywhere("502", "kind: error, status: 502"),
        anywhere("503", "kind: error, status: 503"),
        anywhere("503 ServerTimeout", "kind: error, code: ServerTimeout"),
        Fault.of("503 ServerTimeout, after", "kind: error, code: ServerTimeout, when: after")
            .passing(WRITES),
        anywhere("504", "kind: error, status: 504"),
        anywhere("408", "kind: error, status: 408"),
        anywhere("418, unknown", "kind: error, status: 418, code: Teapot"),
        Fault.of("409 RegistryErrorResponse", "kind: error, code: RegistryErrorResponse")
            .passing(CREATE_PUT),
        Fault.of("409 no capacity", "kind: error, status: 409, code: ServiceUnavailable")
            .passing(CREATE_PUT),
        Fault.of("409 network not ready", "kind: error, code: ServiceAssociationLinkNotReady")
            .passing(CREATE_PUT),
        Fault.of("403 quota reached", "kind: error, status: 403, code: ContainerGroupQuotaReached")
            .passing(CREATE_PUT));
  }

  /** Final for a create, and nothing but one look less for a group that is there. */
  private static List<Fault> refusals() {
    return List.of(
        anywhere("401 expired token", "kind: error, code: ExpiredAuthenticationToken")
            .rejecting(CREATE_GET, "Forbidden")
            .rejecting(CREATE_PUT, "Forbidden"),
        anywhere("403 AuthorizationFailed", "kind: error, code: AuthorizationFailed")
            .rejecting(CREATE_GET, "Forbidden")
            .rejecting(CREATE_PUT, "Forbidden"),
        anywhere("404 subscription", "kind: error, status: 404, code: SubscriptionNotFound")
            .rejecting(CREATE_GET, "Invalid")
            .rejecting(CREATE_PUT, "Invalid"),
        Fault.of("403 by policy", "kind: error, status: 403, code: RequestDisallowedByPolicy")
            .rejecting(CREATE_PUT, "Forbidden"),
        Fault.of("400 InaccessibleImage", "kind: error, code: InaccessibleImage")
            .rejecting(CREATE_PUT, "ImageNotAccessible"),
        Fault.of("400 invalid", "kind: error, status: 400, code: InvalidRequestContent")
            .rejecting(CREATE_PUT, "Invalid"),
        Fault.of("409 not registered", "kind: error, code: MissingSubscriptionRegistration")
            .rejecting(CREATE_PUT, "NotRegistered"),
        anywhere("notFound", "kind: notFound")
            .without(CREATE_GET)
            .rejecting(CREATE_PUT, "Invalid"));
  }

  private static List<Fault> wire() {
    return List.of(
        anywhere("close", "kind: close"),
        Fault.of("close, after", "kind: close, when: after").passing(WRITES),
        anywhere("hang", "kind: hang, for: TIME"),
        Fault.of("hang, after", "kind: hang, when: after, for: TIME").passing(WRITES),
        Fault.of("lostResponse", "kind: lostResponse").passing(WRITES),
        anywhere("halfResponse", "kind: halfResponse"),
        anywhere("invalidJson", "kind: invalidJson"),
        anywhere("invalidJson, HTML", "kind: invalidJson, content: <html>"),
        anywhere("delay", "kind: delay, by: TIME"),
        Fault.of("delay, before", "kind: delay, when: before, by: TIME").passing(WRITES));
  }

  /**
   * A wrong log counts only where a part of the right one is kept already: of a container that
   * ended at once, nobody can tell that it wrote something else.
   */
  private static List<Fault> views() {
    return List.of(
        Fault.of("noInstanceView", "kind: noInstanceView").passing(VIEWS),
        Fault.of("noInstanceView, null", "kind: noInstanceView, asNull: true").passing(VIEWS),
        Fault.of("staleState", "kind: staleState").passing(VIEWS),
        Fault.of("staleState, unknown words", staleAndUnknown()).passing(VIEWS),
        Fault.of("infrastructureError", "kind: infrastructureError")
            .failing(STARTING, "PlatformEnded")
            .failing(RUNNING, "PlatformEnded")
            .passing(DELETING_GET),
        Fault.of("noExitCode", "kind: noExitCode")
            .passing(DELETING_GET)
            .with(STARTING, new Meaning.EndsWithRun("Failed", "PlatformEnded"))
            .with(RUNNING, new Meaning.EndsWithRun("Failed", "PlatformEnded")),
        Fault.of("log, empty", "kind: log").with(RUNNING_LOGS, new Meaning.Losing()),
        Fault.of("log, another one", "kind: log, content: noise")
            .with(RUNNING_LOGS, new Meaning.Losing()),
        Fault.of("log not available", "kind: error, code: ContainerLogNotAvailable")
            .passing(RUNNING_LOGS, COLLECTING));
  }

  private static String staleAndUnknown() {
    return "kind: staleState, state: Odd, provisioningState: Unhealthy";
  }

  private static List<Fault> platform() {
    return List.of(
        Fault.of("deleteIgnored", "kind: deleteIgnored").passing(DELETING),
        Fault.of("provisioningFailure", "kind: provisioningFailure")
            .onOperation("create")
            .rejecting(STARTING, "NoCapacity"),
        Fault.of("vanish", "kind: vanish")
            .failing(STARTING, "Vanished")
            .failing(RUNNING, "Vanished")
            .failing(RUNNING_LOGS, "Vanished")
            .with(COLLECTING, new Meaning.Losing())
            .passing(DELETING_GET, DELETING));
  }
}
