package dev.estiba.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Json;
import dev.estiba.task.EndNotice;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CloudEventTest {

  @Test
  void it_has_what_cloud_events_1_0_have() throws Exception {
    JsonNode data = Json.object().put("exitCode", 3);
    EndNotice notice =
        new EndNotice(
            "b1-r2/0",
            EndNotice.Kind.BATCH,
            "b1",
            "TimedOut",
            Instant.parse("2026-01-01T12:00:00.5Z"),
            data);

    assertThat(Json.parse(CloudEvent.of(notice, "my-app")))
        .isEqualTo(
            Json.parse(
                """
                {"specversion": "1.0", "id": "b1-r2/0", "source": "/estiba/my-app",
                 "type": "dev.estiba.batch.timedout", "subject": "batches/b1",
                 "time": "2026-01-01T12:00:00.500Z", "datacontenttype": "application/json",
                 "data": {"exitCode": 3}}
                """));
  }
}
