package dev.estiba.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever submits a batch waits for its check. */
class BatchSpeedTest {

  private static final int ITEMS = 10_000;

  /** Of one processor, whatever else the machine does; with some room for slower ones. */
  private static final Duration MOST = Duration.ofSeconds(3);

  @Test
  void ten_thousand_items_of_a_usual_task_are_checked_at_once() throws Exception {
    String items =
        IntStream.range(0, ITEMS)
            .mapToObj(i -> "{\"file\": \"data/" + i + ".csv\", \"cpu\": " + (i % 4 + 1) + "}")
            .collect(Collectors.joining(","));
    JsonNode document =
        Json.parse(
            """
            {"task": {
               "name": "etl",
               "image": "registry.example.com/team/etl:1.2.3",
               "command": ["transform", "--file", "{{item.file}}", "--number", "{{index}}"],
               "cpu": "{{item.cpu}}",
               "memoryInGB": 2,
               "environmentVariables": [
                 {"name": "FILE", "value": "in {{item.file}}"},
                 {"name": "KEY", "secureValue": {"appSetting": "ESTIBA_SECRET_KEY"}}],
               "labels": {"team": "data"},
               "retry": {"maxAttempts": 3},
               "timeoutSeconds": 3600},
             "items": [ITEMS]}
            """
                .replace("ITEMS", items));

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    ParsedBatch parsed = BatchParser.parse(document);
    Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

    assertThat(Batches.valid(parsed).size()).isEqualTo(ITEMS);
    assertThat(taken).isLessThan(MOST);
  }
}
