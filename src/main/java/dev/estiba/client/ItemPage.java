package dev.estiba.client;

import dev.estiba.batch.ItemView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the items of a batch.
 *
 * @param items at most {@value #MOST}
 * @param next where the following page is; null if this is the last
 */
public record ItemPage(List<ItemView> items, @Nullable String next) {

  static final int MOST = 200;

  public ItemPage {
    items = List.copyOf(items);
  }
}
