package dev.estiba.local.functionhost.storage;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.queue.QueueServiceClient;
import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionMethod;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bindings to Azure Storage of all functions of an app. No storage is asked of anything before
 * a function runs or the triggers start. Thread-safe.
 */
public final class StorageBindings {

  private final QueueOptions options;
  private final InstantSource clock;
  private final Map<Key, Place> places = new HashMap<>();
  private final List<QueueListener.Source> sources = new ArrayList<>();
  private volatile @Nullable QueueTriggers triggers;

  private record Key(String function, String binding) {}

  /**
   * Where a binding leads.
   *
   * @param service asks for queues or for blobs
   */
  private record Place(String setting, BindingExpression expression, Service service) {}

  private sealed interface Service {

    record Queues(QueueServiceClient client) implements Service {}

    record Blobs(BlobServiceClient client) implements Service {}
  }

  private StorageBindings(QueueOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
  }

  /** Those of functions that have none. */
  public static StorageBindings none() {
    return new StorageBindings(QueueOptions.defaults(), InstantSource.system());
  }

  /**
   * Checks the bindings and gets them ready.
   *
   * @throws FunctionAppException if a connection, a name or an expression cannot be used
   */
  public static StorageBindings of(
      List<FunctionMethod> functions,
      AppSettings settings,
      QueueOptions options,
      InstantSource clock) {
    StorageBindings bindings = new StorageBindings(options, clock);
    StorageConnections connections = new StorageConnections(settings);
    for (FunctionMethod function : functions) {
      for (Binding.Storage binding : function.definition().storageBindings()) {
        try {
          bindings.add(function, binding, settings, connections);
        } catch (IllegalArgumentException e) {
          throw FunctionAppException.in(
              function.name(), "its binding '" + binding.name() + "': " + e.getMessage() + ".");
        }
      }
    }
    return bindings;
  }

  private void add(
      FunctionMethod function,
      Binding.Storage binding,
      AppSettings settings,
      StorageConnections connections) {
    String place = settings.resolve(binding.place(), function.name());
    if (binding instanceof Binding.Queue) {
      sources.add(source(function, binding, place, connections));
      return;
    }
    BindingExpression expression = BindingExpression.parse(place);
    refuseUnknowable(function, expression);
    boolean queue = binding instanceof Binding.QueueOutput;
    if (expression.isConstant()) {
      var unused = queue ? StorageNames.queue(place) : BlobPath.parse(place);
    }
    Service service =
        queue
            ? new Service.Queues(connections.queues(function.name(), binding))
            : new Service.Blobs(connections.blobs(function.name(), binding));
    places.put(
        new Key(function.name(), binding.name()),
        new Place(StorageConnections.settingOf(binding), expression, service));
  }

  private static QueueListener.Source source(
      FunctionMethod function,
      Binding.Storage binding,
      String place,
      StorageConnections connections) {
    String name = StorageNames.queue(place.toLowerCase(Locale.ROOT)); // as in Azure
    QueueServiceClient client = connections.queues(function.name(), binding);
    return new QueueListener.Source(
        function,
        new StorageQueue(client.getQueueClient(name)),
        new StorageQueue(client.getQueueClient(name + "-poison")),
        StorageConnections.settingOf(binding));
  }

  private static void refuseUnknowable(FunctionMethod function, BindingExpression expression) {
    Binding trigger = function.definition().trigger();
    if (trigger instanceof Binding.Orchestration) {
      throw new IllegalArgumentException(
          "an orchestrator runs again and again, and so cannot read or write a storage; let an"
              + " activity do it");
    }
    if (trigger instanceof Binding.Timer && !expression.names().isEmpty()) {
      throw new IllegalArgumentException(
          "'{"
              + expression.names().get(0)
              + "}' in '"
              + expression.text()
              + "' names nothing, since a timer brings no data");
    }
  }

  /** What is polled for the app's queue functions; to be started and closed by the caller. */
  public QueueTriggers triggers(MessageHandler handler) {
    QueueTriggers made = new QueueTriggers(sources, handler, options);
    triggers = made;
    return made;
  }

  /**
   * What a blob holds now; null if there is none.
   *
   * @throws StorageFailedException if the storage does not say
   * @throws IllegalArgumentException if the path names what the data does not say
   */
  public byte @Nullable [] read(String function, Binding.BlobInput binding, BindingData data) {
    Place place = placeOf(function, binding);
    BlobPath path = BlobPath.parse(resolved(function, binding, place, data));
    try {
      return blob(place, path).downloadContent().toBytes();
    } catch (RuntimeException e) { // the SDK has an exception per cause
      if (StorageErrors.isMissingBlob(e)) {
        return null;
      }
      throw StorageFailedException.in(
          function, binding.name(), "read blob " + path, e, place.setting());
    }
  }

  /**
   * Gets messages ready to be put into a queue.
   *
   * @return puts them; throws StorageFailedException if it cannot
   * @throws IllegalArgumentException if the queue's name names what the data does not say
   */
  public Runnable sending(
      String function, Binding.QueueOutput binding, BindingData data, List<byte[]> messages) {
    Place place = placeOf(function, binding);
    String name = StorageNames.queue(resolved(function, binding, place, data));
    StorageQueue queue =
        new StorageQueue(((Service.Queues) place.service()).client().getQueueClient(name));
    return () -> {
      try {
        messages.forEach(message -> queue.send(options.messageEncoding().encode(message)));
      } catch (RuntimeException e) { // the SDK has an exception per cause
        throw StorageFailedException.in(
            function, binding.name(), "put a message into queue " + name, e, place.setting());
      }
      QueueTriggers listening = triggers;
      if (listening != null) {
        listening.wake(queue.url());
      }
    };
  }

  /**
   * Gets a blob ready to be written.
   *
   * @return writes it, over what is there; throws StorageFailedException if it cannot
   * @throws IllegalArgumentException if the path names what the data does not say
   */
  public Runnable writing(
      String function, Binding.BlobOutput binding, BindingData data, byte[] content) {
    Place place = placeOf(function, binding);
    BlobPath path = BlobPath.parse(resolved(function, binding, place, data));
    return () -> {
      try {
        write(blob(place, path), content);
      } catch (RuntimeException e) { // the SDK has an exception per cause
        throw StorageFailedException.in(
            function, binding.name(), "write blob " + path, e, place.setting());
      }
    };
  }

  private static void write(BlobClient blob, byte[] content) {
    try {
      blob.upload(BinaryData.fromBytes(content), true);
    } catch (RuntimeException e) { // the SDK has an exception per cause
      if (!StorageErrors.isMissingContainer(e)) {
        throw e;
      }
      blob.getContainerClient().createIfNotExists();
      blob.upload(BinaryData.fromBytes(content), true);
    }
  }

  private static BlobClient blob(Place place, BlobPath path) {
    return ((Service.Blobs) place.service())
        .client()
        .getBlobContainerClient(path.container())
        .getBlobClient(path.blob());
  }

  private Place placeOf(String function, Binding.Storage binding) {
    return Objects.requireNonNull(places.get(new Key(function, binding.name())), binding.name());
  }

  private String resolved(String function, Binding.Storage binding, Place place, BindingData data) {
    try {
      return place.expression().resolve(function, data, clock.instant());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Function '" + function + "', binding '" + binding.name() + "': " + e.getMessage(), e);
    }
  }
}
