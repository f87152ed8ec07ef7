package dev.estiba.local.functionhost.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

  private final RequestQueue queue = new RequestQueue("test", 1, 1);

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void a_queue_is_full_until_its_answer_is_known() throws Exception {
    CountDownLatch known = new CountDownLatch(1);
    CompletableFuture<String> sent = new CompletableFuture<>();

    boolean first =
        queue.tryExecute(
            () -> {
              awaitUninterrupted(known);
              return "answer";
            },
            sent::complete,
            () -> {});
    boolean second = queue.tryExecute(() -> "", any -> {}, () -> {});
    known.countDown();

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(sent.get(60, TimeUnit.SECONDS)).isEqualTo("answer");
  }

  @Test
  void whoever_has_an_answer_finds_room_for_the_next_request() throws Exception {
    CompletableFuture<Boolean> next = new CompletableFuture<>();

    queue.tryExecute(
        () -> "answer",
        answer -> next.complete(queue.tryExecute(() -> "", any -> {}, () -> {})),
        () -> {});

    assertThat(next.get(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
