package dev.estiba.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.estiba.document.Unknown;

/**
 * One item, as its task's template sees it.
 *
 * @param index from 0 on
 * @param count of all items
 */
record Item(JsonNode value, JsonNode index, int count) {

  /** Stands for those of a batch whose items are not known yet. */
  static final Item UNKNOWN = new Item(Unknown.VALUE, Unknown.VALUE, 0);

  static Item of(Items items, int index) {
    return new Item(items.item(index), IntNode.valueOf(index), items.size());
  }
}
