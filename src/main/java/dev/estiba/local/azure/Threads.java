package dev.estiba.local.azure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

final class Threads {

  private Threads() {}

  /** Tasks beyond that number wait for their turn; threads without any end after a while. */
  static ExecutorService pool(String name, int most) {
    var pool =
        new ThreadPoolExecutor(
            most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** For executors that must not keep the JVM alive. */
  static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, "local-azure-" + name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
