package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the engine's log frames together to one text. A frame is an entry of the log, with its time
 * in front if that was asked for; a line longer than 16 kB comes in several entries.
 */
final class DockerLog extends ResultCallback.Adapter<Frame> {

  private final boolean timestamps;
  private final int maxBytes;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean inLine;
  private int entries;
  private long received;

  DockerLog(LogQuery query) {
    this.timestamps = query.timestamps();
    this.maxBytes = query.maxBytes();
  }

  @Override
  public synchronized void onNext(@Nullable Frame frame) {
    byte @Nullable [] payload = frame == null ? null : frame.getPayload();
    if (payload == null || payload.length == 0) {
      return;
    }
    entries++;
    received += payload.length;
    int from = timestamps && inLine ? afterTimestamp(payload) : 0;
    bytes.write(payload, from, payload.length - from);
    inLine = payload[payload.length - 1] != '\n';
    if (bytes.size() > 2 * maxBytes) {
      byte[] newest = newest();
      bytes.reset();
      bytes.writeBytes(newest);
    }
  }

  /** Whether a log that was asked for its newest entries has older ones that would be shown. */
  synchronized boolean mayHaveMoreThan(int asked) {
    return entries >= asked && received < maxBytes;
  }

  synchronized String text() {
    return new String(newest(), StandardCharsets.UTF_8);
  }

  private byte[] newest() {
    byte[] all = bytes.toByteArray();
    if (all.length <= maxBytes) {
      return all;
    }
    int from = all.length - maxBytes;
    while (from < all.length && all[from - 1] != '\n') {
      from++;
    }
    return Arrays.copyOfRange(all, from, all.length);
  }

  private static int afterTimestamp(byte[] payload) {
    for (int i = 0; i < payload.length; i++) {
      if (payload[i] == ' ') {
        return i + 1;
      }
    }
    return 0;
  }
}
