package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hub for workers of other processes, with the SDK's own client and worker. */
abstract class RemoteTestCase extends TaskHubTestCase {

  private final List<SdkWorker> workers = new ArrayList<>();
  DurableTaskClient remote;

  @Override
  TaskHubOptions options() {
    return super.options().withExternalWorkers(true);
  }

  @BeforeEach
  void connect() {
    remote = new DurableTaskGrpcClientBuilder().port(hub.port()).build();
  }

  @AfterEach
  void disconnect() {
    workers.forEach(SdkWorker::close);
    remote.close();
  }

  SdkWorker worker(Consumer<SdkWorker.Tasks> registration) {
    SdkWorker worker = SdkWorker.start(hub.port(), registration);
    workers.add(worker);
    return worker;
  }

  OrchestrationMetadata awaitRemotely(String id) {
    try {
      return remote.waitForInstanceCompletion(id, PATIENCE, true);
    } catch (TimeoutException e) {
      throw new AssertionError("Not completed: " + state(id) + " " + eventTypes(id), e);
    }
  }

  <T> T completed(String id, Class<T> type) {
    OrchestrationMetadata end = awaitRemotely(id);
    assertThat(end.getRuntimeStatus())
        .as("%s", end.getFailureDetails())
        .isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
    return end.readOutputAs(type);
  }
}
