package dev.estiba.local.taskhub;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How history events are stored: just as an {@code OrchestratorRequest} carries its past events, so
 * that a replay is handed stored bytes as they are. What a replay is not to see has a field number
 * that the message does not know, which every reader of protobuf skips.
 */
final class EventCodec {

  /** Field 3 of OrchestratorRequest, {@code pastEvents}, length-delimited. */
  static final int PAST = tag(3);

  /** Field 4 of OrchestratorRequest, {@code newEvents}. */
  static final int NEW = tag(4);

  /** Never replayed: the SDK does not know these events. */
  private static final int KEPT = tag(14);

  /** What the orchestrator asked for: replayed only where the SDK is to compare by itself. */
  private static final int ASKED = tag(15);

  private EventCodec() {}

  private static int tag(int field) {
    return field << 3 | 2;
  }

  /** The stored form of these events, in their order. */
  static byte[] encode(Collection<HistoryEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96 * events.size());
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (HistoryEvent event : events) {
        write(out, tagOf(event), event);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void write(CodedOutputStream out, int tag, HistoryEvent event) throws IOException {
    out.writeUInt32NoTag(tag);
    out.writeMessageNoTag(event);
  }

  private static int tagOf(HistoryEvent event) {
    return Events.isAsked(event) ? ASKED : Events.isReplayable(event) ? PAST : KEPT;
  }

  /** All events of the stored form, also those that are never replayed. */
  static List<HistoryEvent> decode(byte[] stored) {
    List<HistoryEvent> events = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(stored);
    try {
      while (in.readTag() != 0) {
        events.add(HistoryEvent.parseFrom(in.readByteBuffer()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A history event in the store cannot be read.", e);
    }
    return events;
  }

  /** Writes the stored form as a past in which the SDK also sees what was asked for. */
  static void writeWithAsked(CodedOutputStream out, byte[] stored) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(stored);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      byte[] event = in.readByteArray();
      if (tag != KEPT) {
        out.writeUInt32NoTag(PAST);
        out.writeByteArrayNoTag(event);
      }
    }
  }
}
