package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Orchestrators, activities and a durable client. */
public class DurableSamples {

  /** The activity Hoist waits for this. */
  public static final CountDownLatch HOISTED = new CountDownLatch(1);

  /** What an activity takes and gives as JSON. */
  public static class Crate {
    public String label = "";
    public int weight;
  }

  @FunctionName("Start")
  public HttpResponseMessage start(
      @HttpTrigger(
              name = "req",
              methods = {HttpMethod.POST},
              route = "start/{orchestrator}/{id?}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("orchestrator") String orchestrator,
      @BindingName("id") String id,
      @DurableClientInput(name = "durable") DurableClientContext durable) {
    DurableTaskClient client = durable.getClient();
    String instanceId =
        client.scheduleNewOrchestrationInstance(orchestrator, request.getBody().orElse(null), id);
    return durable.createCheckStatusResponse(request, instanceId);
  }

  @FunctionName("StartAndWait")
  public HttpResponseMessage startAndWait(
      @HttpTrigger(
              name = "req",
              methods = {HttpMethod.POST},
              route = "wait/{orchestrator}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("orchestrator") String orchestrator,
      @DurableClientInput(name = "durable") DurableClientContext durable) {
    String instanceId =
        durable
            .getClient()
            .scheduleNewOrchestrationInstance(orchestrator, request.getBody().orElse(null));
    return durable.waitForCompletionOrCreateCheckStatusResponse(
        request, instanceId, Duration.ofSeconds(20));
  }

  @FunctionName("SameClient")
  public boolean sameClient(
      @HttpTrigger(name = "req") String body,
      @DurableClientInput(name = "one") DurableClientContext one,
      @DurableClientInput(name = "two") DurableClientContext two) {
    return one.getClient() == two.getClient() && one.getClient() == one.getClient();
  }

  /** Activities in parallel, then a sub-orchestration, then a durable timer. */
  @FunctionName("Stow")
  public String stow(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    String input = ctx.getInput(String.class);
    List<Task<String>> tasks = new ArrayList<>();
    for (String word : input.split(" ")) {
      tasks.add(ctx.callActivity("Upper", word, String.class));
    }
    String joined = String.join("-", ctx.allOf(tasks).await());
    ctx.setCustomStatus("stowed " + tasks.size());
    String weighed =
        ctx.callSubOrchestrator("WeighAll", joined, "sub-" + ctx.getInstanceId(), String.class)
            .await();
    ctx.createTimer(Duration.ofMillis(50)).await();
    return weighed;
  }

  @FunctionName("WeighAll")
  public String weighAll(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    Crate crate = new Crate();
    crate.label = ctx.getInput(String.class);
    crate.weight = 20;
    Crate weighed = ctx.callActivity("Weigh", crate, Crate.class).await();
    return weighed.label + "=" + weighed.weight;
  }

  @FunctionName("AwaitWord")
  public String awaitWord(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    return "heard " + ctx.waitForExternalEvent("Word", String.class).await();
  }

  @FunctionName("AwaitHoist")
  public String awaitHoist(
      @DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    return ctx.callActivity("Hoist", "crane", String.class).await();
  }

  @FunctionName("Hoist")
  public String hoist(@DurableActivityTrigger(name = "crane") String crane)
      throws InterruptedException {
    HOISTED.await();
    return crane;
  }

  @FunctionName("Sink")
  public void sink(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    ctx.callActivity("Silent", "x").await();
    throw new IllegalStateException("the ship sank");
  }

  @FunctionName("SinkInActivity")
  public String sinkInActivity(
      @DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    try {
      return ctx.callActivity("Explode", "x", String.class).await();
    } catch (com.microsoft.durabletask.TaskFailedException e) {
      return e.getErrorDetails().getErrorType() + ": " + e.getErrorDetails().getErrorMessage();
    }
  }

  @FunctionName("Count")
  public int count(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    int n = ctx.getInput(Integer.class);
    if (n < 3) {
      ctx.continueAsNew(n + 1);
    }
    return n;
  }

  @FunctionName("ShowInput")
  public String showInput(@DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {
    Crate crate = new Crate();
    crate.label = "box";
    return ctx.callActivity("Text", crate, String.class).await();
  }

  @FunctionName("Upper")
  public String upper(
      @DurableActivityTrigger(name = "word") String word, ExecutionContext context) {
    context.getLogger().fine("upper " + word);
    return word.toUpperCase(java.util.Locale.ROOT);
  }

  @FunctionName("Weigh")
  public Crate weigh(@DurableActivityTrigger(name = "crate") Crate crate) {
    crate.weight++;
    return crate;
  }

  @FunctionName("Text")
  public String text(@DurableActivityTrigger(name = "json") String json) {
    return json;
  }

  @FunctionName("Silent")
  public void silent(@DurableActivityTrigger(name = "word") String word) {}

  @FunctionName("Explode")
  public String explode(@DurableActivityTrigger(name = "word") String word) {
    throw new UnsupportedOperationException("no explosives on board");
  }
}
