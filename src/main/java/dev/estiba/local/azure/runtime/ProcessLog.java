package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads the newest part of a log file. */
final class ProcessLog {

  private ProcessLog() {}

  static String read(Path log, LogTimes times, LogQuery query) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      long size = channel.size();
      times.mark();
      LogTimes.Reader reader = times.reader();
      long from = Math.max(0, size - query.maxBytes());
      ByteBuffer buffer = ByteBuffer.allocate((int) (size - from));
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {}
      byte[] bytes = buffer.array();
      int start = from == 0 ? 0 : afterFirstLine(bytes);
      if (query.tail() != null) {
        start = Math.max(start, LogText.startOfLast(query.tail(), bytes, bytes.length));
      }
      return query.timestamps()
          ? stamped(bytes, start, from, reader)
          : new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }
  }

  private static String stamped(byte[] bytes, int start, long from, LogTimes.Reader times) {
    StringBuilder text = new StringBuilder();
    int line = start;
    while (line < bytes.length) {
      int end = line;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      int length = Math.min(end + 1, bytes.length) - line;
      text.append(LogText.stamp(times.timeOf(from + line)));
      text.append(new String(bytes, line, length, StandardCharsets.UTF_8));
      line += length;
    }
    return text.toString();
  }

  private static int afterFirstLine(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }
}
