package dev.estiba.log;

import java.io.IOException;
import java.net.URI;

/** Bytes that are only ever appended to, by path. Thread-safe. */
public interface LogStore {

  /** How many bytes there are; 0 where there is nothing yet. Takes no longer for many. */
  long length(String path) throws IOException;

  /** The bytes from {@code offset} on: at most {@code max}, fewer only at the end. */
  byte[] read(String path, long offset, int max) throws IOException;

  /**
   * Appends, durably, if the length still is {@code expectedLength}. A crash may leave only the
   * first lines of it.
   *
   * @param bytes whole lines
   * @return false, and nothing is changed, if somebody else appended meanwhile
   */
  boolean append(String path, long expectedLength, byte[] bytes) throws IOException;

  /** Where a person finds it. */
  URI location(String path);
}
