package dev.estiba.webhook;

import dev.estiba.document.Json;
import dev.estiba.task.CompletionHook;
import dev.estiba.task.EndNotice;

/** An end as a CloudEvent 1.0, in JSON (structured mode). */
public final class CloudEvent {

  static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

  private CloudEvent() {}

  /**
   * @param app name of the installation
   */
  public static String of(EndNotice notice, String app) {
    return Json.write(
        Json.object()
            .put("specversion", "1.0")
            .put("id", notice.eventId())
            .put("source", "/estiba/" + app)
            .put(
                "type",
                "dev.estiba." + notice.kind().one() + "." + CompletionHook.word(notice.state()))
            .put("subject", notice.kind().path() + "/" + notice.id())
            .put("time", notice.time().toString())
            .put("datacontenttype", "application/json")
            .set("data", notice.data()));
  }
}
