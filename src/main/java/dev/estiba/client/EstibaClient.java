package dev.estiba.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.batch.BatchView;
import dev.estiba.document.Json;
import dev.estiba.event.EventReceipt;
import dev.estiba.event.TriggerView;
import dev.estiba.pipeline.DocumentKind;
import dev.estiba.pipeline.PipelineView;
import dev.estiba.schedule.ScheduleView;
import dev.estiba.task.TaskView;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Estiba's HTTP API. Uses {@link HttpURLConnection}: the newer client of the JDK costs half a
 * second to load, which a command line feels. Thread-safe.
 */
public final class EstibaClient {

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int READ_TIMEOUT_MILLIS = 60_000;
  private static final String JSON = "application/json";

  private final URI base;
  private final String key;

  /**
   * A client of the Estiba at an address.
   *
   * @param base scheme, host and port, without {@code /api}
   * @param key opens {@code /api}; empty text if none is needed
   */
  public EstibaClient(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  public URI base() {
    return base;
  }

  /** Whether an Estiba answers there. */
  public boolean answers() {
    try {
      return call("GET", "/admin/host/ping", null).status() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns the id of what was started.
   *
   * @param document as the API takes it of that kind
   * @param idempotencyKey the same key starts one, however often it is submitted
   */
  public String submit(DocumentKind kind, JsonNode document, String idempotencyKey)
      throws IOException {
    Response response =
        call("POST", all(kind), Json.write(document), Map.of("Idempotency-Key", idempotencyKey));
    JsonNode id = Json.parse(response.requireOk().text()).path("id");
    if (!id.isTextual()) {
      throw new IOException("The answer to what was submitted has no id: " + response.text());
    }
    return id.textValue();
  }

  public TaskView task(String id) throws IOException {
    return read(one(DocumentKind.TASK, id), TaskView.class);
  }

  public BatchView batch(String id) throws IOException {
    return read(one(DocumentKind.BATCH, id), BatchView.class);
  }

  public PipelineView pipeline(String id) throws IOException {
    return read(one(DocumentKind.PIPELINE, id), PipelineView.class);
  }

  /** Decides on a step that waits for approval. */
  public void decide(String id, String step, boolean approved, String by, String reason)
      throws IOException {
    String path =
        one(DocumentKind.PIPELINE, id)
            + "/steps/"
            + encode(step)
            + (approved ? "/approve" : "/reject");
    call("POST", path + "?by=" + encode(by) + "&reason=" + encode(reason), "").requireOk();
  }

  /** A request to this API. */
  public interface Request<T> {
    T send() throws IOException;
  }

  /** What a request of this client answers; empty where there is no such thing (404). */
  public <T> Optional<T> ifThere(Request<T> request) throws IOException {
    try {
      return Optional.of(request.send());
    } catch (ApiException e) {
      if (e.status() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A page of a batch's items, in their order.
   *
   * @param state the name of which ones, null for all
   * @param after the index before the page's first; null for the first page
   */
  public ItemPage items(String id, @Nullable String state, @Nullable Integer after)
      throws IOException {
    String query =
        (state == null ? "" : "&state=" + encode(state)) + (after == null ? "" : "&after=" + after);
    return read(
        one(DocumentKind.BATCH, id) + "/items?top=" + ItemPage.MOST + query, ItemPage.class);
  }

  /** A part of one of the task's logs. */
  public LogChunk logs(String id, LogRequest request) throws IOException {
    Integer attempt = request.attempt();
    String container = request.container();
    String path =
        "/api/tasks/"
            + encode(id)
            + "/logs?offset="
            + request.offset()
            + (attempt == null ? "" : "&attempt=" + attempt)
            + (container == null ? "" : "&container=" + encode(container))
            + (request.timestamps() ? "&timestamps=true" : "");
    Response response = call("GET", path, null).requireOk();
    return new LogChunk(
        response.text(),
        Long.parseLong(response.header("X-Estiba-Next-Offset").orElse("" + request.offset())),
        Boolean.parseBoolean(response.header("X-Estiba-Log-Complete").orElse("false")),
        Integer.parseInt(response.header("X-Estiba-Log-Attempt").orElse("1")),
        Integer.parseInt(response.header("X-Estiba-Attempts").orElse("1")));
  }

  /**
   * Asks it to end; what has ended already stays as it is.
   *
   * @param by who asks, for the result
   */
  public void cancel(DocumentKind kind, String id, String reason, String by) throws IOException {
    String path = one(kind, id) + "/cancel?reason=" + encode(reason) + "&by=" + encode(by);
    Response response = call("POST", path, "");
    if (response.status() != HttpURLConnection.HTTP_CONFLICT) {
      response.requireOk();
    }
  }

  /**
   * Has a batch or a pipeline go on with what did not succeed.
   *
   * @throws ApiException if it has not ended, or there is nothing to retry
   */
  public void retry(DocumentKind kind, String id) throws IOException {
    call("POST", one(kind, id) + "/retry", "").requireOk();
  }

  /**
   * Puts a schedule, in the place of the one of that name if there is one.
   *
   * @param definition as the API takes it
   */
  public ScheduleView putSchedule(String name, JsonNode definition) throws IOException {
    Response response = call("PUT", schedulePath(name), Json.write(definition));
    return Json.read(response.requireOk().text(), ScheduleView.class);
  }

  public ScheduleView schedule(String name) throws IOException {
    return read(schedulePath(name), ScheduleView.class);
  }

  /** All schedules, each with its last run. */
  public ScheduleView.All schedules() throws IOException {
    return read("/api/schedules", ScheduleView.All.class);
  }

  /** Pauses a schedule, or has it go on. */
  public ScheduleView enableSchedule(String name, boolean enabled) throws IOException {
    String path = schedulePath(name) + (enabled ? "/resume" : "/pause");
    return Json.read(call("POST", path, "").requireOk().text(), ScheduleView.class);
  }

  public void deleteSchedule(String name) throws IOException {
    call("DELETE", schedulePath(name), null).requireOk();
  }

  /**
   * Starts what a schedule says now.
   *
   * @param idempotencyKey the same key starts it once
   * @return the id of what was started
   */
  public String runSchedule(String name, String idempotencyKey) throws IOException {
    Response response =
        call("POST", schedulePath(name) + "/run", "", Map.of("Idempotency-Key", idempotencyKey));
    return Json.parse(response.requireOk().text()).path("id").asText();
  }

  private static String schedulePath(String name) {
    return "/api/schedules/" + encode(name);
  }

  /**
   * Puts a trigger, in the place of the one of that name if there is one.
   *
   * @param definition as the API takes it
   */
  public TriggerView putTrigger(String name, JsonNode definition) throws IOException {
    Response response = call("PUT", triggerPath(name), Json.write(definition));
    return Json.read(response.requireOk().text(), TriggerView.class);
  }

  public TriggerView trigger(String name) throws IOException {
    return read(triggerPath(name), TriggerView.class);
  }

  /** All triggers, each with its last run. */
  public TriggerView.All triggers() throws IOException {
    return read("/api/triggers", TriggerView.All.class);
  }

  /** Pauses a trigger, or has it go on. */
  public TriggerView enableTrigger(String name, boolean enabled) throws IOException {
    String path = triggerPath(name) + (enabled ? "/resume" : "/pause");
    return Json.read(call("POST", path, "").requireOk().text(), TriggerView.class);
  }

  public void deleteTrigger(String name) throws IOException {
    call("DELETE", triggerPath(name), null).requireOk();
  }

  /**
   * Sends an event, or a list of events.
   *
   * @return what they started; also where some of it was refused
   * @throws ApiException if an event is none; then nothing was started
   */
  public EventReceipt.All send(JsonNode events) throws IOException {
    Response response = call("POST", "/api/events", Json.write(events));
    boolean taken =
        response.status() == HttpURLConnection.HTTP_BAD_REQUEST
            && Json.parse(response.text()).has("events");
    return Json.read((taken ? response : response.requireOk()).text(), EventReceipt.All.class);
  }

  /** The newest rejected requests: {@code rejected} has id, source, reason and at of each. */
  public JsonNode rejected(int top) throws IOException {
    return read("/api/rejected?top=" + top, JsonNode.class);
  }

  /** One of them, with its errors and its text. */
  public JsonNode rejected(String id) throws IOException {
    return read(rejectedPath(id), JsonNode.class);
  }

  /** Starts it after all; returns the id of what was started. */
  public String retryRejected(String id) throws IOException {
    Response response = call("POST", rejectedPath(id) + "/retry", "");
    return Json.parse(response.requireOk().text()).path("id").asText();
  }

  public void deleteRejected(String id) throws IOException {
    call("DELETE", rejectedPath(id), null).requireOk();
  }

  private static String rejectedPath(String id) {
    return "/api/rejected/" + encode(id);
  }

  private static String triggerPath(String name) {
    return "/api/triggers/" + encode(name);
  }

  private static String all(DocumentKind kind) {
    return switch (kind) {
      case TASK -> "/api/tasks";
      case BATCH -> "/api/batches";
      case PIPELINE -> "/api/pipelines";
    };
  }

  private static String one(DocumentKind kind, String id) {
    return all(kind) + "/" + encode(id);
  }

  private <T> T read(String path, Class<T> type) throws IOException {
    return Json.read(call("GET", path, null).requireOk().text(), type);
  }

  private Response call(String method, String path, @Nullable String body) throws IOException {
    return call(method, path, body, Map.of());
  }

  private Response call(
      String method, String path, @Nullable String body, Map<String, String> headers)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) base.resolve(path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    connection.setReadTimeout(READ_TIMEOUT_MILLIS);
    headers.forEach(connection::setRequestProperty);
    if (!key.isEmpty()) {
      connection.setRequestProperty("x-functions-key", key);
    }
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", JSON);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status >= HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getErrorStream()
            : connection.getInputStream()) {
      byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
      return new Response(connection, status, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private record Response(HttpURLConnection connection, int status, String text) {

    Response requireOk() throws ApiException {
      if (status >= HttpURLConnection.HTTP_BAD_REQUEST) {
        throw ApiException.of(status, text);
      }
      return this;
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(connection.getHeaderField(name));
    }
  }
}
