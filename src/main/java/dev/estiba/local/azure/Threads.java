package dev.estiba.local.azure;

import java.util.concurrent.ThreadFactory;

final class Threads {

  private Threads() {}

  /** For executors that must not keep the JVM alive. */
  static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, "local-azure-" + name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
