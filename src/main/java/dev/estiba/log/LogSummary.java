package dev.estiba.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to know of a log without reading it.
 *
 * @param gaps in how many places lines are missing, because they were dropped before a fetch
 * @param outputs what lines {@code ::output name=value} say, by name in the order in which the
 *     names came; the last value of each
 * @param warnings which outputs were not taken, and why; a few sentences
 */
public record LogSummary(
    boolean isEmpty, int gaps, Map<String, String> outputs, List<String> warnings) {

  public LogSummary {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    warnings = List.copyOf(warnings);
  }
}
