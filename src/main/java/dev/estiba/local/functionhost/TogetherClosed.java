package dev.estiba.local.functionhost;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts that take a while to close, and do so at the same time. */
record TogetherClosed(List<AutoCloseable> parts) implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TogetherClosed.class);

  @Override
  public void close() throws InterruptedException {
    List<Thread> closing = new ArrayList<>();
    for (AutoCloseable part : parts) {
      Thread thread = new Thread(() -> close(part), "host-close");
      thread.start();
      closing.add(thread);
    }
    for (Thread thread : closing) {
      thread.join();
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) { // thread boundary
      log.warn("{} did not close: {}", part.getClass().getSimpleName(), e.toString());
    }
  }
}
