package dev.estiba.local.azure.runtime;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is told by the kernel (inotify) when a wrapper's files change. One thread for all containers. */
final class ProcessWatch implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(ProcessWatch.class);

  private final Consumer<ContainerId> logGrew;
  private final Consumer<ContainerId> stateChanged;
  private final WatchService service = FileSystems.getDefault().newWatchService();
  private final Map<WatchKey, ContainerId> containers = new ConcurrentHashMap<>();
  private final Map<ContainerId, WatchKey> keys = new ConcurrentHashMap<>();

  ProcessWatch(Consumer<ContainerId> logGrew, Consumer<ContainerId> stateChanged)
      throws IOException {
    this.logGrew = logGrew;
    this.stateChanged = stateChanged;
    Daemons.named("process-watch").newThread(this::watch).start();
  }

  void add(ContainerId id, Path directory) throws IOException {
    WatchKey key =
        directory.register(
            service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    containers.put(key, id);
    keys.put(id, key);
  }

  void remove(ContainerId id) {
    WatchKey key = keys.remove(id);
    if (key != null) {
      containers.remove(key);
      key.cancel();
    }
  }

  private void watch() {
    try {
      while (true) {
        WatchKey key = service.take();
        List<WatchEvent<?>> events = key.pollEvents();
        key.reset();
        ContainerId id = containers.get(key);
        if (id != null) {
          tell(id, events);
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      logger.debug("The watch of processes ends");
    }
  }

  private void tell(ContainerId id, List<WatchEvent<?>> events) {
    boolean onlyLog =
        events.stream().allMatch(e -> String.valueOf(e.context()).equals(ProcessFiles.LOG));
    logGrew.accept(id);
    if (!onlyLog) {
      stateChanged.accept(id);
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      logger.debug("Tried to close the watch but failed", e);
    }
  }
}
