package dev.estiba.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** One thread that writes what all wait for, with one flush for as many as have come meanwhile. */
final class GroupedWriter implements AutoCloseable {

  /** Returns when the bytes are on the disk. */
  interface DurableWrite {
    void write(ByteBuffer bytes) throws IOException;
  }

  private static final int MOST = 256;

  private final BlockingQueue<CompletableFuture<Void>> waiting = new LinkedBlockingQueue<>();
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(MOST * Floor.RECORD_BYTES);
  private final DurableWrite disk;
  private final Thread thread;

  GroupedWriter(DurableWrite disk) {
    this.disk = disk;
    this.thread = new Thread(this::writeGroups, "bench-grouped-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns when a record of the caller's is on the disk. */
  void append() throws Exception {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    waiting.add(durable);
    durable.get();
  }

  private void writeGroups() {
    List<CompletableFuture<Void>> group = new ArrayList<>();
    try {
      while (true) {
        group.add(waiting.take());
        waiting.drainTo(group, MOST - 1);
        write(group);
        group.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<CompletableFuture<Void>> group) {
    bytes.clear().limit(group.size() * Floor.RECORD_BYTES);
    try {
      disk.write(bytes);
      group.forEach(durable -> durable.complete(null));
    } catch (IOException e) {
      group.forEach(durable -> durable.completeExceptionally(e));
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
