package dev.estiba.local.taskhub;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Faults and orders as a seed has them. */
final class SimulatedChance implements Chance {

  /** Of a thousand commits, how many fail, and at how many the process dies before or after. */
  private record Faults(int fail, int dieBefore, int dieAfter) {
    static final Faults NONE = new Faults(0, 0, 0);
  }

  private final RandomGenerator random;
  private final boolean inOrder;
  private final boolean commitsAtOnce;
  private final Faults planned;
  private Faults faults = Faults.NONE;
  private boolean dead;

  SimulatedChance(RandomGenerator random) {
    this.random = random;
    this.inOrder = random.nextInt(4) == 0;
    this.commitsAtOnce = random.nextInt(3) == 0;
    this.planned =
        random.nextInt(3) == 0
            ? Faults.NONE
            : new Faults(random.nextInt(40), random.nextInt(25), random.nextInt(25));
  }

  /** Whether the process has died, and has to be begun anew. */
  boolean isDead() {
    return dead;
  }

  void revive() {
    dead = false;
  }

  /** From now on things go wrong. */
  void begin() {
    faults = planned;
  }

  /** From now on all goes well, in any order. */
  void spare() {
    faults = Faults.NONE;
  }

  @Override
  public boolean mayCommit() {
    if (random.nextInt(1000) < faults.fail) {
      throw new IllegalStateException("The disk is full.");
    }
    return survives(faults.dieBefore);
  }

  @Override
  public boolean mayAcknowledge() {
    return survives(faults.dieAfter);
  }

  private boolean survives(int perThousand) {
    dead |= random.nextInt(1000) < perThousand;
    return !dead;
  }

  @Override
  public int pick(int ready) {
    return ready < 2 || inOrder ? 0 : random.nextInt(ready);
  }

  @Override
  public void commit(Runnable commit, Executor later) {
    if (commitsAtOnce) {
      commit.run();
    } else {
      later.execute(commit);
    }
  }
}
