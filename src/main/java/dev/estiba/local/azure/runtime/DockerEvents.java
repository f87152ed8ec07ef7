package dev.estiba.local.azure.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the engine, and reconnects for as long as it takes when the connection breaks. */
final class DockerEvents implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DockerEvents.class);
  private static final long RECONNECT_SECONDS = 1;

  /** In Docker's words and in Podman's. Who starts a container sees for himself that it runs. */
  private static final Set<String> ENDS = Set.of("die", "died", "destroy", "remove");

  private static final String OUT_OF_MEMORY = "oom";

  /** Of a command that was killed, perhaps for its use of memory. */
  private static final String KILLED = "137";

  /** The end of a command, as the engine tells it at once; its inspect has to wait for more. */
  record Exit(int code, Instant at) {}

  /** Is told on the thread that listens, and must not block long. */
  interface Listener {

    /**
     * @param exit how its command ended, if that is all there is to say of it
     */
    void containerEnded(String name, Optional<Exit> exit);

    void sandboxEnded(String group);

    /** What happened before it is for the listener to find out. Runs on a thread of its own. */
    void connected();
  }

  private final DockerClient client;
  private final DockerOwner owner;
  private final Listener listener;
  private final ScheduledExecutorService reconnects =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("docker-events"));
  private volatile @Nullable Connection connection;

  DockerEvents(DockerClient client, DockerOwner owner, Listener listener) {
    this.client = client;
    this.owner = owner;
    this.listener = listener;
  }

  void connect() {
    Connection next = new Connection();
    connection = next;
    // No finer filter: Podman 4 takes neither "die" nor a label without its value for one.
    client.eventsCmd().withEventTypeFilter(EventType.CONTAINER).exec(next);
  }

  private void reconnectLater() {
    try {
      var unused = reconnects.schedule(this::connect, RECONNECT_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Closed");
    }
  }

  @Override
  public void close() {
    reconnects.shutdownNow();
    Connection open = connection;
    if (open != null) {
      end(open);
    }
  }

  private static void end(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      log.debug("Tried to close the stream of events but failed", e);
    }
  }

  private void inBackground(Runnable action) {
    try {
      reconnects.execute(action);
    } catch (RejectedExecutionException e) {
      log.debug("Closed");
    }
  }

  private final class Connection extends ResultCallback.Adapter<Event> {

    private final AtomicBoolean over = new AtomicBoolean();

    /** The containers in which some process was killed for it. */
    private final Set<String> outOfMemory = new HashSet<>();

    @Override
    public void onStart(Closeable stream) {
      super.onStart(stream);
      inBackground(listener::connected);
    }

    @Override
    public void onNext(@Nullable Event event) {
      if (event == null || event.getActor() == null) {
        return;
      }
      Map<String, String> attributes = event.getActor().getAttributes();
      if (attributes == null || !owner.owns(attributes)) {
        return;
      }
      String name = attributes.getOrDefault(DockerOwner.CONTAINER_LABEL, "");
      if (OUT_OF_MEMORY.equals(event.getAction())) {
        outOfMemory.add(name);
      } else if (ENDS.contains(event.getAction())) {
        tell(name, attributes, event.getTimeNano());
      }
    }

    private void tell(String name, Map<String, String> attributes, @Nullable Long nanos) {
      if (name.isEmpty()) {
        listener.sandboxEnded(attributes.getOrDefault(DockerOwner.GROUP_LABEL, ""));
        return;
      }
      listener.containerEnded(name, exit(name, attributes, nanos));
    }

    private Optional<Exit> exit(String name, Map<String, String> attributes, @Nullable Long nanos) {
      String code = attributes.getOrDefault("exitCode", KILLED);
      boolean mayHaveBeenForMemory = outOfMemory.remove(name) || code.equals(KILLED);
      return nanos == null || mayHaveBeenForMemory
          ? Optional.empty()
          : Optional.of(new Exit(Integer.parseInt(code), Instant.EPOCH.plusNanos(nanos)));
    }

    @Override
    public void onError(Throwable error) {
      if (!reconnects.isShutdown()) {
        log.warn("The container engine's events do not come; will reconnect: {}", "" + error);
      }
      end(this);
      onComplete();
    }

    @Override
    public void onComplete() {
      if (over.compareAndSet(false, true)) {
        reconnectLater();
      }
    }
  }
}
