package dev.estiba.local.functionhost.app;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.CustomBinding;
import com.microsoft.azure.functions.annotation.HttpOutput;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Optional;

/** Reads the binding annotations of the Functions library and of Durable Functions. */
final class BindingAnnotations {

  private static final String LIBRARY = HttpTrigger.class.getPackageName();
  private static final String DURABLE = DurableClientInput.class.getPackageName();

  /** The name of the binding that takes what a function returns. */
  static final String RETURN = "$return";

  private BindingAnnotations() {}

  /** The binding that the annotation declares; empty if this host does not know it. */
  static Optional<Binding> bindingOf(Annotation annotation) {
    if (annotation instanceof HttpTrigger http) {
      return Optional.of(http(http));
    }
    if (annotation instanceof TimerTrigger timer) {
      return Optional.of(new Binding.Timer(timer.name(), timer.schedule(), false, true));
    }
    Optional<Binding> durable = durableBindingOf(annotation);
    return durable.isPresent() ? durable : storageBindingOf(annotation);
  }

  private static Optional<Binding> durableBindingOf(Annotation annotation) {
    if (annotation instanceof DurableOrchestrationTrigger trigger) {
      return Optional.of(new Binding.Orchestration(trigger.name(), trigger.orchestration()));
    }
    if (annotation instanceof DurableActivityTrigger trigger) {
      return Optional.of(new Binding.Activity(trigger.name(), trigger.activity()));
    }
    if (annotation instanceof DurableClientInput client) {
      return Optional.of(new Binding.DurableClient(client.name(), client.taskHub()));
    }
    return Optional.empty();
  }

  private static Optional<Binding> storageBindingOf(Annotation annotation) {
    if (annotation instanceof QueueTrigger queue) {
      return Optional.of(
          new Binding.Queue(queue.name(), queue.queueName(), queue.dataType(), queue.connection()));
    }
    if (annotation instanceof QueueOutput queue) {
      return Optional.of(queueOutput(queue, queue.name()));
    }
    if (annotation instanceof BlobInput blob) {
      return Optional.of(
          new Binding.BlobInput(blob.name(), blob.path(), blob.dataType(), blob.connection()));
    }
    if (annotation instanceof BlobOutput blob) {
      return Optional.of(blobOutput(blob, blob.name()));
    }
    return Optional.empty();
  }

  /**
   * The binding of what a method returns; whatever name its annotation gives, the build plugin
   * writes {@code $return}. Empty if this host does not know the annotation.
   */
  static Optional<Binding> returnBindingOf(Annotation annotation) {
    if (annotation instanceof HttpOutput) {
      return Optional.of(new Binding.HttpOutput(RETURN));
    }
    if (annotation instanceof QueueOutput queue) {
      return Optional.of(queueOutput(queue, RETURN));
    }
    return annotation instanceof BlobOutput blob
        ? Optional.of(blobOutput(blob, RETURN))
        : Optional.empty();
  }

  private static Binding.QueueOutput queueOutput(QueueOutput queue, String name) {
    return new Binding.QueueOutput(name, queue.queueName(), queue.dataType(), queue.connection());
  }

  private static Binding.BlobOutput blobOutput(BlobOutput blob, String name) {
    return new Binding.BlobOutput(name, blob.path(), blob.dataType(), blob.connection());
  }

  private static Binding.Http http(HttpTrigger http) {
    return new Binding.Http(
        http.name(),
        http.route(),
        Arrays.stream(http.methods()).map(Enum::name).toList(),
        http.dataType(),
        http.authLevel().name());
  }

  /** Whether an Azure Functions host would give the annotation a meaning. */
  static boolean isBinding(Annotation annotation) {
    Class<? extends Annotation> type = annotation.annotationType();
    String home = type.getPackageName();
    return !(annotation instanceof BindingName)
        && (home.equals(LIBRARY)
            || home.equals(DURABLE)
            || type.isAnnotationPresent(CustomBinding.class));
  }
}
