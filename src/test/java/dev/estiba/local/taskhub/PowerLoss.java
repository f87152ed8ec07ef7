package dev.estiba.local.taskhub;

import dev.estiba.local.taskhub.SimulatedDisk.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One way in which the power may go.
 *
 * @param after so many operations of the log
 * @param losing in words
 */
record PowerLoss(int after, String losing, Fate fate) {

  /** At one moment no more writes than these are each lost alone. */
  private static final int SINGLES = 40;

  /**
   * All that are tried: after every operation with nothing lost; and before every force of a file,
   * when most is at stake, with everything lost, any half of it, any half of its sectors, and each
   * write alone.
   */
  static List<PowerLoss> during(List<DiskOperation> operations, Random random) {
    List<PowerLoss> losses = new ArrayList<>();
    SimulatedDisk disk = new SimulatedDisk();
    for (int i = 0; i < operations.size(); i++) {
      DiskOperation operation = operations.get(i);
      boolean isForce =
          operation.kind() == DiskOperation.Kind.SYNC
              || operation.kind() == DiskOperation.Kind.SYNC_DIRECTORY;
      if (isForce) {
        losses.add(new PowerLoss(i, "all", Fate.NONE_WRITTEN));
        losses.add(halfOfWrites(i, random.nextLong()));
        losses.add(halfOfWrites(i, random.nextLong()));
        losses.add(halfOfSectors(i, random.nextLong()));
        losses.add(halfOfSectors(i, random.nextLong()));
        addSingles(losses, i, disk.unforced(), random);
      }
      disk.apply(operation);
      if (!isForce) {
        losses.add(new PowerLoss(i + 1, "nothing", Fate.ALL_WRITTEN));
        if (random.nextInt(4) == 0) {
          losses.add(halfOfWrites(i + 1, random.nextLong()));
        }
      }
    }
    return losses;
  }

  private static void addSingles(List<PowerLoss> losses, int after, int writes, Random random) {
    for (int i = 0; i < Math.min(writes, SINGLES); i++) {
      int lost = writes <= SINGLES ? i : random.nextInt(writes);
      losses.add(new PowerLoss(after, "write " + lost, (index, sector) -> index != lost));
    }
  }

  private static PowerLoss halfOfWrites(int after, long seed) {
    return new PowerLoss(after, "half of the writes", new Half(seed, false));
  }

  private static PowerLoss halfOfSectors(int after, long seed) {
    return new PowerLoss(after, "half of the sectors", new Half(seed, true));
  }

  private record Half(long seed, boolean isTorn) implements Fate {
    @Override
    public boolean isWritten(int index, long sector) {
      return new Random(seed * 31 + index * 1_000_003L + (isTorn ? sector : 0)).nextBoolean();
    }

    @Override
    public int names(int changes) {
      return new Random(seed).nextInt(changes + 1);
    }
  }

  @Override
  public String toString() {
    return "after operation " + after + ", losing " + losing;
  }
}
