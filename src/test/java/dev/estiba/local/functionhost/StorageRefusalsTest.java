package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionScanner;
import dev.estiba.local.functionhost.storage.QueueOptions;
import dev.estiba.local.functionhost.storage.StorageBindings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start refuses, before any storage is asked of anything. */
class StorageRefusalsTest {

  private static final String AZURITE = "UseDevelopmentStorage=true";

  public static class Drain {
    @FunctionName("Drain")
    public void drain(
        @QueueTrigger(name = "message", queueName = "orders", connection = "Work")
            String message) {}
  }

  public static class ByDefault {
    @FunctionName("ByDefault")
    public void drain(@QueueTrigger(name = "message", queueName = "ORDERS") String message) {}
  }

  private static StorageBindings bindings(Class<?> functions, Map<String, String> settings) {
    return StorageBindings.of(
        FunctionScanner.scan(List.of(functions)),
        new AppSettings(settings),
        QueueOptions.defaults(),
        InstantSource.system());
  }

  private static void assertRefused(
      Class<?> functions, Map<String, String> settings, String... words) {
    assertThatThrownBy(() -> bindings(functions, settings))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void a_connection_without_its_setting_is_refused_with_the_remedy() {
    assertRefused(
        Drain.class,
        Map.of("AzureWebJobsStorage", AZURITE),
        "'Drain'",
        "'message'",
        "'Work', which is not set",
        "UseDevelopmentStorage=true",
        "Work__accountName");
    assertRefused(ByDefault.class, Map.of(), "'ByDefault'", "'AzureWebJobsStorage'");
  }

  @Test
  void a_malformed_connection_string_is_refused_without_its_secrets() {
    assertThatThrownBy(() -> bindings(Drain.class, Map.of("Work", "AccountKey=secret")))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContainingAll("'Drain'", "'Work', which is no usable connection")
        .message()
        .doesNotContain("secret");
    assertRefused(Drain.class, Map.of("Work", "nonsense"), "'Work', which is no usable connection");
  }

  @Test
  void a_connection_may_have_azures_prefix_or_be_an_identity_or_the_default() {
    assertThat(bindings(Drain.class, Map.of("AzureWebJobsWork", AZURITE))).isNotNull();
    assertThat(bindings(Drain.class, Map.of("Work__accountName", "depot"))).isNotNull();
    assertThat(
            bindings(
                Drain.class, Map.of("Work__queueServiceUri", "https://q.queue.core.windows.net")))
        .isNotNull();
    assertThat(bindings(ByDefault.class, Map.of("AzureWebJobsStorage", AZURITE))).isNotNull();
  }

  @Test
  void a_host_does_not_start_with_a_binding_that_it_refuses(@TempDir Path data) {
    FunctionHostOptions options = TestHttp.withoutKeys(data, List.of(Drain.class));

    assertThatThrownBy(() -> FunctionHost.start(options))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining("'Work'");
  }

  public static class BadQueue {
    @FunctionName("BadQueue")
    public void drain(
        @QueueTrigger(name = "m", queueName = "a_b", connection = "Work") String message) {}
  }

  public static class BadPath {
    @FunctionName("BadPath")
    public void read(
        @HttpTrigger(name = "req") String body,
        @BlobInput(name = "blob", path = "justaname", connection = "Work") String blob) {}
  }

  public static class BadBraces {
    @FunctionName("BadBraces")
    public void read(
        @HttpTrigger(name = "req") String body,
        @BlobInput(name = "blob", path = "a/{id", connection = "Work") String blob) {}
  }

  public static class TimerNames {
    @FunctionName("TimerNames")
    public void tick(
        @TimerTrigger(name = "timer", schedule = "0 0 0 1 1 *") String timer,
        @BlobOutput(name = "out", path = "aaa/{id}", connection = "Work")
            OutputBinding<String> out) {}
  }

  public static class TimerClock {
    @FunctionName("TimerClock")
    public void tick(
        @TimerTrigger(name = "timer", schedule = "0 0 0 1 1 *") String timer,
        @BlobOutput(name = "out", path = "aaa/{datetime}-{rand-guid}", connection = "Work")
            OutputBinding<String> out) {}
  }

  public static class Orchestrator {
    @FunctionName("Orchestrator")
    public void run(
        @DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx,
        @QueueOutput(name = "out", queueName = "out", connection = "Work")
            OutputBinding<String> out) {}
  }

  public static class MissingSetting {
    @FunctionName("MissingSetting")
    public void drain(
        @QueueTrigger(name = "m", queueName = "%ORDERS%", connection = "Work") String message) {}
  }

  @Test
  void a_place_that_cannot_be_is_refused_by_function_and_binding() {
    Map<String, String> settings = Map.of("Work", AZURITE);

    assertRefused(BadQueue.class, settings, "'BadQueue'", "'m'", "'a_b' cannot be");
    assertRefused(BadPath.class, settings, "'BadPath'", "'blob'", "container/blob");
    assertRefused(BadBraces.class, settings, "'BadBraces'", "'blob'", "'a/{id'");
    assertRefused(TimerNames.class, settings, "'TimerNames'", "'out'", "{id}", "timer");
    assertRefused(Orchestrator.class, settings, "'Orchestrator'", "'out'", "activity");
    assertRefused(MissingSetting.class, settings, "'MissingSetting'", "'%ORDERS%'");
    assertThat(bindings(TimerClock.class, settings)).isNotNull();
  }
}
