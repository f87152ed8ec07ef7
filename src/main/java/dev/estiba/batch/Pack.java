package dev.estiba.batch;

import java.util.List;

/**
 * Items that share a container group.
 *
 * @param items their indexes, in ascending order; never empty
 */
public record Pack(List<Integer> items) {

  public Pack {
    items = List.copyOf(items);
  }
}
