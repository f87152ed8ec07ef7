package dev.estiba.shown;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts, from what the engine tells, how often each container of a data directory starts. */
final class StartedContainers implements AutoCloseable {

  private static final String CONTAINER_LABEL = "dev.estiba.local.azure.container";

  private final DockerClient docker;
  private final ResultCallback<Event> stream;
  private final Map<String, Integer> starts = new ConcurrentHashMap<>();

  private StartedContainers(DataFolder data) {
    docker = DataFolder.docker();
    stream =
        docker
            .eventsCmd()
            .withEventFilter("start")
            .withLabelFilter(data.ownerLabel())
            .exec(
                new ResultCallback.Adapter<>() {
                  @Override
                  public void onNext(Event event) {
                    count(event);
                  }
                });
  }

  static StartedContainers of(DataFolder data) {
    return new StartedContainers(data);
  }

  private void count(Event event) {
    Map<String, String> attributes =
        event.getActor() == null ? null : event.getActor().getAttributes();
    String container = attributes == null ? null : attributes.get(CONTAINER_LABEL);
    if (container != null) {
      starts.merge(container, 1, Integer::sum);
    }
  }

  /** By the container's name in its group. */
  Map<String, Integer> counts() {
    return new TreeMap<>(starts);
  }

  @Override
  public void close() {
    try {
      stream.close();
      docker.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
