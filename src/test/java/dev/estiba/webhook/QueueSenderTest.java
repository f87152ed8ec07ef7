package dev.estiba.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.storage.queue.QueueServiceClientBuilder;
import dev.estiba.task.Delivery;
import org.junit.jupiter.api.Test;

class QueueSenderTest {

  @Test
  void an_identity_that_gets_no_token_is_told_and_asked_again() {
    HttpPipeline withoutToken =
        new HttpPipelineBuilder()
            .httpClient(
                request -> {
                  throw new ClientAuthenticationException("no token", null);
                })
            .build();
    QueueSender sender =
        new QueueSender(
            new QueueServiceClientBuilder()
                .endpoint("https://account.queue.core.windows.net")
                .pipeline(withoutToken)
                .buildClient());

    assertThat(sender.send("ends", "x"))
        .isEqualTo(new Delivery.Again("A message to the queue ends failed: no token.", null));
  }
}
