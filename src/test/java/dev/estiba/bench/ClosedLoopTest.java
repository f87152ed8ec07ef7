package dev.estiba.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ClosedLoopTest {

  private static final ClosedLoop LOOP =
      new ClosedLoop(Duration.ofMillis(20), Duration.ofMillis(200));

  @Test
  void that_many_operations_are_under_way_at_once() throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    Map<Figure, Double> figures =
        LOOP.run(
            4,
            () -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              four.countDown();
              four.await();
              underWay.decrementAndGet();
            });

    assertThat(most).hasValue(4);
    assertThat(figures.get(Figure.COMPLETED)).isPositive();
    assertThat(figures.get(Figure.PER_SECOND)).isEqualTo(figures.get(Figure.COMPLETED) / 0.2);
    assertThat(figures.get(Figure.P50_MILLIS)).isLessThanOrEqualTo(figures.get(Figure.MAX_MILLIS));
  }

  @Test
  void the_first_failure_ends_it() {
    ClosedLoop endless = new ClosedLoop(Duration.ZERO, Duration.ofHours(1));

    assertThatThrownBy(
            () ->
                endless.run(
                    2,
                    () -> {
                      throw new IllegalStateException("Instance x ended");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Instance x ended");
  }
}
