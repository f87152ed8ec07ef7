package dev.estiba.activity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the log of one of several containers that count.
 *
 * @param location where the archive keeps it; null where the container wrote nothing
 * @param complete whether all that Azure had is kept
 * @param gaps in how many places Azure dropped lines before they were fetched
 * @param outputs what lines {@code ::output name=value} in it say
 */
public record ContainerLog(
    String container,
    @Nullable String location,
    boolean complete,
    int gaps,
    Map<String, String> outputs) {

  public ContainerLog {
    outputs = new LinkedHashMap<>(outputs);
  }
}
