package dev.estiba.functions;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import java.io.IOException;
import java.util.Optional;

/**
 * Starts what messages of a storage queue ask for: a task, a batch or a pipeline. A message that is
 * delivered again finds what it started before.
 */
public final class RequestQueueFunction {

  /** Its name, with which an app setting may disable it. */
  static final String NAME = "StartFromQueue";

  static final String QUEUE = "estiba-requests";
  static final String STORAGE = "AzureWebJobsStorage";

  /** Of its rejected requests. */
  static final String SOURCE = "queue";

  private final Services services;

  public RequestQueueFunction(Services services) {
    this.services = services;
  }

  /**
   * Has a bad message in the poison queue at once, with the reason. A message that cannot be
   * started now is left in the queue by an exception, and is a bad one only at its last delivery.
   */
  @FunctionName(NAME)
  public void startFromQueue(
      @QueueTrigger(name = "message", queueName = QUEUE, connection = STORAGE) String message,
      @BindingName("Id") String messageId,
      @BindingName("DequeueCount") String dequeueCount,
      @DurableClientInput(name = "durableContext") DurableClientContext durableContext,
      @QueueOutput(name = "poison", queueName = QUEUE + "-poison", connection = STORAGE)
          OutputBinding<String> poison)
      throws IOException {
    QueuedRequest request = QueuedRequest.of(messageId, message);
    Optional<Refusal> refusal;
    try (DurableTaskClient client = durableContext.getClient()) {
      refusal = new QueuedStart(client, services).run(request);
    } catch (RuntimeException e) { // whatever keeps it from being started now
      if (!services.deliveries().isLast(dequeueCount)) {
        throw e;
      }
      refusal = Optional.of(Refusal.after(services.deliveries(), e));
    }
    if (refusal.isPresent()) {
      // Kept before it leaves the queue, which it does when this function has ended.
      RejectedRequest rejected =
          services
              .rejections()
              .keep(
                  request.id(),
                  SOURCE,
                  refusal.get().reason(),
                  refusal.get().problems(),
                  request.text());
      poison.setValue(PoisonMessage.of(rejected));
    }
  }
}
