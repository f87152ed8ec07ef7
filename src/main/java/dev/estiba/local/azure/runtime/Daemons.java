package dev.estiba.local.azure.runtime;

import java.util.concurrent.ThreadFactory;

final class Daemons {

  private Daemons() {}

  /** For threads that must not keep the JVM alive. */
  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, "local-azure-" + name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
