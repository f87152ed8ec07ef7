package dev.estiba.local.taskhub;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link SimulationTest}, for longer. */
@Tag("slow")
class SimulationIT {

  private static final int SEEDS = 12_000;

  @Test
  void whatever_happens_in_whatever_order_every_instance_comes_to_its_end_once() {
    Simulation.run(LongStream.range(1_000, 1_000 + SEEDS).parallel());
  }
}
