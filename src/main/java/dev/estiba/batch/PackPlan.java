package dev.estiba.batch;

import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.Priority;
import dev.estiba.task.Sidecar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which items share a container group, and the task that a group of them is. The same items always
 * have the same plan: orchestrators may ask for it.
 */
public final class PackPlan {

  /** What Azure makes no group with less of. */
  private static final double MIN_CPU = 1;

  private static final double MIN_MEMORY_GB = 1;

  private PackPlan() {}

  /**
   * Puts items that follow each other into one group, as long as they fit and have the same
   * settings for it. An item without a valid task is alone.
   *
   * @param indexes of the items, in ascending order
   * @throws IllegalArgumentException if the batch is not packed
   */
  public static List<Pack> of(Batch batch, List<Integer> indexes) {
    Packing packing = batch.pack();
    if (packing == null) {
      throw new IllegalArgumentException("The items of the batch share no container groups");
    }
    List<Pack> packs = new ArrayList<>();
    OpenPack open = null;
    for (int index : indexes) {
      ContainerTask task =
          BatchItems.parse(batch, index) instanceof ParsedItem.Valid valid ? valid.task() : null;
      if (open != null && (task == null || !open.takes(task))) {
        packs.add(open.closed());
        open = null;
      }
      if (task == null) {
        packs.add(new Pack(List.of(index)));
      } else {
        open = open == null ? new OpenPack(packing, task) : open;
        open.add(index, task);
      }
    }
    if (open != null) {
      packs.add(open.closed());
    }
    return List.copyOf(packs);
  }

  /**
   * The task of a group: the first item's, with the others' containers beside it, each named by
   * {@link #containerOf}. What the group has too little of for Azure, the first container gets.
   *
   * @param tasks of the items
   */
  public static ContainerTask task(Pack pack, IntFunction<ContainerTask> tasks) {
    ContainerTask first = tasks.apply(pack.items().get(0));
    List<Sidecar> others = new ArrayList<>();
    for (int index : pack.items().subList(1, pack.items().size())) {
      others.add(new Sidecar(containerOf(index), tasks.apply(index).container()));
    }
    return new ContainerTask(
        nameBeside(first, others),
        enlarged(first.container(), others),
        others,
        List.of(),
        first.group(),
        first.placement(),
        first.limits(),
        first.retry(),
        first.keep(),
        List.of());
  }

  /**
   * As above, for a group of a batch's items.
   *
   * @throws IllegalArgumentException if an item has no valid task
   */
  public static ContainerTask task(Batch batch, Pack pack) {
    return task(pack, index -> BatchItems.task(batch, index));
  }

  /** How the container of an item is called, unless it is the first of its group. */
  public static String containerOf(int index) {
    return "item-" + index;
  }

  /**
   * Whether the container of an item is in a group.
   *
   * @param task of the group
   */
  public static boolean isIn(ContainerTask task, int index) {
    return ItemVariables.isOf(task.container(), index)
        || task.sidecars().stream().anyMatch(other -> other.name().equals(containerOf(index)));
  }

  /** The task's own container is known by the task's name, which no other may have. */
  private static @Nullable String nameBeside(ContainerTask first, List<Sidecar> others) {
    boolean taken = others.stream().anyMatch(other -> other.name().equals(first.name()));
    return taken ? null : first.name();
  }

  private static ContainerSpec enlarged(ContainerSpec first, List<Sidecar> others) {
    BigDecimal cpu = BigDecimal.valueOf(first.cpu());
    BigDecimal memory = BigDecimal.valueOf(first.memoryInGB());
    BigDecimal allCpu = cpu;
    BigDecimal allMemory = memory;
    for (Sidecar other : others) {
      allCpu = allCpu.add(BigDecimal.valueOf(other.container().cpu()));
      allMemory = allMemory.add(BigDecimal.valueOf(other.container().memoryInGB()));
    }
    return new ContainerSpec(
        first.image(),
        first.command(),
        first.args(),
        first.environmentVariables(),
        cpu.add(lack(allCpu, MIN_CPU)).doubleValue(),
        memory.add(lack(allMemory, MIN_MEMORY_GB)).doubleValue(),
        first.volumeMounts());
  }

  private static BigDecimal lack(BigDecimal all, double min) {
    return BigDecimal.valueOf(min).subtract(all).max(BigDecimal.ZERO);
  }

  /** A group that more items may join. */
  private static final class OpenPack {

    private final Packing packing;
    private final ContainerTask first;
    private final BigDecimal maxCpu;
    private final BigDecimal maxMemory;
    private final List<Integer> items = new ArrayList<>();
    private BigDecimal cpu = BigDecimal.ZERO;
    private BigDecimal memory = BigDecimal.ZERO;

    private OpenPack(Packing packing, ContainerTask first) {
      Priority priority = first.placement().priority();
      this.packing = packing;
      this.first = first;
      this.maxCpu = BigDecimal.valueOf(Math.min(packing.maxCpu(), priority.maxCpu()));
      this.maxMemory =
          BigDecimal.valueOf(Math.min(packing.maxMemoryInGB(), priority.maxMemoryInGB()));
    }

    private boolean takes(ContainerTask task) {
      return items.size() < packing.maxContainers()
          && isAlone(first)
          && isAlone(task)
          && sameGroup(task)
          && cpu.add(BigDecimal.valueOf(task.container().cpu())).compareTo(maxCpu) <= 0
          && memory.add(BigDecimal.valueOf(task.container().memoryInGB())).compareTo(maxMemory)
              <= 0;
    }

    private static boolean isAlone(ContainerTask task) {
      return task.sidecars().isEmpty() && task.initContainers().isEmpty();
    }

    private boolean sameGroup(ContainerTask task) {
      return first.group().equals(task.group())
          && first.placement().equals(task.placement())
          && first.limits().equals(task.limits())
          && first.retry().equals(task.retry())
          && first.keep().equals(task.keep());
    }

    private void add(int index, ContainerTask task) {
      items.add(index);
      cpu = cpu.add(BigDecimal.valueOf(task.container().cpu()));
      memory = memory.add(BigDecimal.valueOf(task.container().memoryInGB()));
    }

    private Pack closed() {
      return new Pack(items);
    }
  }
}
