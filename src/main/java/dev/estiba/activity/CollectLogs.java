package dev.estiba.activity;

import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.activity.LogCollector.Collected;
import dev.estiba.log.LogArchive;
import dev.estiba.log.LogSummary;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what is left of the logs of a task, before its group is deleted. */
public final class CollectLogs {

  public static final String NAME = "CollectLogs";

  private static final Logger log = LoggerFactory.getLogger(CollectLogs.class);

  /** So many warnings about outputs, and so many about other containers, are told. */
  private static final int MAX_WARNINGS = 10;

  /**
   * Which logs.
   *
   * @param started whether the container that counts has run, so that it should have one
   * @param otherContainers the names of the group's containers beside the one that counts
   */
  public record Input(TaskRef ref, boolean started, List<String> otherContainers) {

    public Input {
      otherContainers = List.copyOf(otherContainers);
    }
  }

  /**
   * What became of the log of the container that counts.
   *
   * @param location where the archive keeps the log; null where the container wrote nothing
   * @param failure null when all that Azure had is kept
   * @param patience how long to ask again after a failure
   * @param gaps in how many places Azure dropped lines before they were fetched; the log says where
   * @param outputs what lines {@code ::output name=value} in it say
   * @param warnings which outputs were not taken, and which other containers' logs not kept
   */
  public record Outcome(
      @Nullable String location,
      @Nullable Reason failure,
      Patience patience,
      int gaps,
      Map<String, String> outputs,
      List<String> warnings) {

    public Outcome {
      outputs = new LinkedHashMap<>(outputs);
      warnings = List.copyOf(warnings);
    }
  }

  private final ContainerGroups groups;
  private final LogCollector logs;
  private final LogArchive archive;

  public CollectLogs(ContainerGroups groups, LogCollector logs, LogArchive archive) {
    this.groups = groups;
    this.logs = logs;
    this.archive = archive;
  }

  public Outcome run(Input input) {
    TaskRef ref = input.ref();
    Collected collected = logs.collect(ref, true);
    if (collected.missing() && input.started()) {
      collected = missing(ref);
    }
    List<String> warnings = collectOthers(ref, input.otherContainers());
    try {
      LogSummary summary = archive.summary(ref.logKey());
      warnings.addAll(0, first(summary.warnings()));
      return new Outcome(
          summary.isEmpty() ? null : location(ref),
          collected.failure(),
          collected.patience(),
          summary.gaps(),
          summary.outputs(),
          warnings);
    } catch (IOException | RuntimeException e) {
      log.warn("Archive not readable for the log of {}", ref.groupId(), e);
      Reason failure = collected.failure() == null ? notReadable(e) : collected.failure();
      return new Outcome(location(ref), failure, Patience.LONG, 0, Map.of(), warnings);
    }
  }

  /** A container that ran has a log, if only an empty one; where is it? */
  private Collected missing(TaskRef ref) {
    return groups.get(ref.groupId()) instanceof Answer.Missing
        ? Collected.failed(gone(), Patience.NONE)
        : Collected.failed(notAvailable(), Patience.MOMENT);
  }

  private static Reason gone() {
    return new Reason(
        "LogLost",
        null,
        "The container group was gone before the end of its log could be fetched.",
        "What was kept until then is all that is left.");
  }

  private static Reason notAvailable() {
    return new Reason(
        "LogNotAvailable",
        null,
        "Azure has no log of a container that ran.",
        "What was kept until then is all that is left.");
  }

  private List<String> collectOthers(TaskRef ref, List<String> containers) {
    List<String> failures = new ArrayList<>();
    for (String container : containers) {
      Collected collected = logs.collect(ref, container, true);
      if (collected.failure() != null) {
        failures.add(
            "The log of container '"
                + container
                + "' is not complete: "
                + collected.failure().message());
      }
    }
    return new ArrayList<>(first(failures));
  }

  private static List<String> first(List<String> warnings) {
    return warnings.subList(0, Math.min(MAX_WARNINGS, warnings.size()));
  }

  private String location(TaskRef ref) {
    return archive.location(ref.logKey()).toString();
  }

  private static Reason notReadable(Exception e) {
    return new Reason(
        "LogNotKept",
        null,
        "The log archive could not be read: " + e.getMessage(),
        "Check the rights and the address of the log archive.");
  }
}
