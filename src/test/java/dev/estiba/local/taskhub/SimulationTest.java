package dev.estiba.local.taskhub;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The engine under orders and faults that seeds make up. */
class SimulationTest {

  private static final int SEEDS = 200;

  @Test
  void whatever_happens_in_whatever_order_every_instance_comes_to_its_end_once() {
    Long one = Long.getLong("simulation.seed");

    LongStream seeds = one == null ? LongStream.range(0, SEEDS) : LongStream.of(one);

    Simulation.run(seeds);
  }
}
