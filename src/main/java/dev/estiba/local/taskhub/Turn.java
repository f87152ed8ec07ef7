package dev.estiba.local.taskhub;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn of an orchestrator: the history to replay, and what is new to it.
 *
 * <p>What the orchestrator has asked for before is left out of a replay: so the SDK asks for all of
 * it again, and the hub compares it with what is recorded, which the SDK itself does not.
 *
 * @param startedAt the time that the orchestrator is told
 * @param deliveries what has come since the last turn
 * @param answerable how many activities and children are still open after these
 */
record Turn(
    long instanceSeq,
    String instanceId,
    String executionId,
    String name,
    long startedAt,
    History history,
    List<Delivery> deliveries,
    int answerable) {

  /** What the history will say came in this turn. */
  List<HistoryEvent> newEvents() {
    List<HistoryEvent> events = new ArrayList<>(deliveries.size() + 1);
    events.add(Events.orchestratorStarted(startedAt));
    deliveries.forEach(delivery -> events.add(delivery.event()));
    return events;
  }

  /** What has come since the orchestrator last asked for something. */
  List<HistoryEvent> recent() {
    List<HistoryEvent> recent = history.events();
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (Asked.in(recent.get(i)) != null) {
        recent = new ArrayList<>(recent.subList(i + 1, recent.size()));
        break;
      }
    }
    recent.addAll(newEvents());
    return recent;
  }

  /** A serialized OrchestratorRequest. */
  byte[] request() {
    return request(false, List.of(), newEvents());
  }

  /** With all that has been asked for: the SDK then says whether the orchestrator has returned. */
  byte[] requestWithAsked() {
    return request(true, List.of(), newEvents());
  }

  /** The same turn, had it ended after that many of its new events, as a past to replay. */
  byte[] prefix(int newEventCount) {
    return request(false, newEvents().subList(0, newEventCount), List.of());
  }

  /** Only what was before the turn. */
  byte[] past() {
    return request(false, List.of(), List.of());
  }

  private byte[] request(boolean withAsked, List<HistoryEvent> past, List<HistoryEvent> fresh) {
    byte[] stored = history.stored();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(stored.length + 256);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeString(1, instanceId);
      out.writeMessage(2, StringValue.of(executionId));
      if (withAsked) {
        EventCodec.writeWithAsked(out, stored);
      } else {
        out.writeRawBytes(stored);
      }
      write(out, EventCodec.PAST, past);
      write(out, EventCodec.NEW, fresh);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(CodedOutputStream out, int tag, List<HistoryEvent> events)
      throws IOException {
    for (HistoryEvent event : events) {
      if (Events.isReplayable(event)) {
        EventCodec.write(out, tag, event);
      }
    }
  }
}
