package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Functions that read and write queues and blobs. */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType") // how functions ask for what may be missing
public class StorageSamples {

  public static final List<String> ARRIVED = new CopyOnWriteArrayList<>();

  public record Crate(String id, int weight) {}

  @FunctionName("Load")
  @StorageAccount("Work")
  public void load(
      @HttpTrigger(name = "req", route = "load/{id}", authLevel = AuthorizationLevel.ANONYMOUS)
          String body,
      @QueueOutput(name = "texts", queueName = "texts-%RUN%") OutputBinding<String> texts,
      @QueueOutput(name = "bytes", queueName = "bytes-%RUN%") OutputBinding<byte[]> bytes,
      @QueueOutput(name = "crates", queueName = "crates-%RUN%") OutputBinding<List<Crate>> crates,
      @QueueOutput(name = "array", queueName = "array-%RUN%") OutputBinding<String[]> array,
      @QueueOutput(name = "none", queueName = "none-%RUN%") OutputBinding<String> none,
      @BlobOutput(name = "crate", path = "c-%RUN%/{id}/{kind}.json") OutputBinding<Crate> crate,
      @BlobOutput(name = "raw", path = "c-%RUN%/{id}/raw") OutputBinding<byte[]> raw) {
    texts.setValue(body);
    bytes.setValue(new byte[] {1, 2, 3});
    crates.setValue(List.of(new Crate("a", 1), new Crate("b", 2)));
    array.setValue(new String[] {"x", "y"});
    crate.setValue(new Crate("c", 3));
    raw.setValue(new byte[] {0, -1});
    if (body.contains("sink")) {
      throw new IllegalStateException("the ship sank");
    }
  }

  @FunctionName("Weigh")
  public String weigh(
      @HttpTrigger(
              name = "req",
              methods = HttpMethod.GET,
              route = "weigh/{id}",
              authLevel = AuthorizationLevel.ANONYMOUS)
          String body,
      @BlobInput(name = "crate", path = "c-%RUN%/{id}/{kind}.json", connection = "Work")
          Crate crate,
      @BlobInput(name = "text", path = "c-%RUN%/{id}/{kind}.json", connection = "Work")
          Optional<String> text,
      @BlobInput(name = "raw", path = "c-%RUN%/{id}/raw", connection = "Work") byte[] raw) {
    return crate + " " + text + " " + (raw == null ? "null" : raw.length);
  }

  @FunctionName("Returned")
  @QueueOutput(name = "out", queueName = "relay-%RUN%", connection = "Work")
  public Crate returned(
      @HttpTrigger(name = "req", route = "returned", authLevel = AuthorizationLevel.ANONYMOUS)
          String body) {
    return new Crate("returned", 1);
  }

  @FunctionName("Relay")
  @BlobOutput(
      name = "$return",
      path = "c-%RUN%/{id}-{datetime:yyyy}-{sys.methodname}.txt",
      connection = "Work")
  public String relay(
      @QueueTrigger(name = "crate", queueName = "relay-%RUN%", connection = "Work") Crate crate) {
    ARRIVED.add(crate.id());
    return "weight " + crate.weight();
  }

  @FunctionName("Voyage")
  public String voyage(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    return ctx.callActivity("Unload", new Crate("far", 9), String.class).await();
  }

  @FunctionName("Unload")
  public String unload(
      @DurableActivityTrigger(name = "crate") Crate crate,
      @BlobOutput(name = "to", path = "c-%RUN%/unloaded/{id}", connection = "Work")
          OutputBinding<String> to) {
    to.setValue("unloaded");
    return "done";
  }
}
