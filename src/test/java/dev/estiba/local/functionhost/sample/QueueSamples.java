package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Functions that messages of storage queues start. */
public class QueueSamples {

  public record Order(String id, int boxes) {}

  public record Seen(Order order, long dequeueCount, String id, String messageId) {}

  public static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

  @FunctionName("Ship")
  public void ship(
      @QueueTrigger(name = "order", queueName = "%ORDERS%", connection = "Work") Order order,
      @BindingName("DequeueCount") long dequeueCount,
      @BindingName("id") String id,
      @BindingName("Id") String messageId) {
    SEEN.add(new Seen(order, dequeueCount, id, messageId));
  }
}
