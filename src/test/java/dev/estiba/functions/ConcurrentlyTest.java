package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentlyTest {

  private final Thread caller = Thread.currentThread();
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile boolean goesOn;
  private volatile boolean over;

  @AfterEach
  void end() {
    over = true;
  }

  @Test
  void results_come_in_the_order_of_the_things() {
    assertThat(Concurrently.map(List.of(3, 1, 2), thing -> thing * 10)).containsExactly(30, 10, 20);
  }

  @Test
  void no_call_goes_on_once_a_failure_is_told() {
    assertThatThrownBy(() -> Concurrently.map(List.of("fails", "goes on"), this::call))
        .hasMessage("fails");

    assertThat(goesOn).isFalse();
  }

  private String call(String thing) {
    if (thing.equals("fails")) {
      awaitBegin();
      throw new IllegalStateException(thing);
    }
    goesOn = true;
    begun.countDown();
    while (caller.getState() != Thread.State.TIMED_WAITING && !over) {
      Thread.onSpinWait();
    }
    goesOn = false;
    return thing;
  }

  private void awaitBegin() {
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
