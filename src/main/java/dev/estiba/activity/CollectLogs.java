package dev.estiba.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.activity.LogCollector.Collected;
import dev.estiba.log.LogArchive;
import dev.estiba.log.LogKey;
import dev.estiba.log.LogSummary;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
   * @param allCount whether they count as much
   */
  public record Input(
      TaskRef ref, boolean started, List<String> otherContainers, boolean allCount) {

    public Input {
      otherContainers = List.copyOf(otherContainers);
    }

    /** Of a group in which one container counts. */
    public Input(TaskRef ref, boolean started, List<String> otherContainers) {
      this(ref, started, otherContainers, false);
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
   * @param others of the other containers, where they count as much
   */
  public record Outcome(
      @Nullable String location,
      @Nullable Reason failure,
      Patience patience,
      int gaps,
      Map<String, String> outputs,
      List<String> warnings,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ContainerLog> others) {

    public Outcome {
      outputs = new LinkedHashMap<>(outputs);
      warnings = List.copyOf(warnings);
      others = others == null ? List.of() : List.copyOf(others);
    }

    public Outcome(
        @Nullable String location,
        @Nullable Reason failure,
        Patience patience,
        int gaps,
        Map<String, String> outputs,
        List<String> warnings) {
      this(location, failure, patience, gaps, outputs, warnings, List.of());
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
    Map<String, Collected> others = collectOthers(input);
    List<String> warnings = new ArrayList<>(first(notComplete(others)));
    Collected worst = input.allCount() ? worst(collected, others.values()) : collected;
    try {
      LogSummary summary = archive.summary(ref.logKey());
      warnings.addAll(0, first(summary.warnings()));
      return new Outcome(
          summary.isEmpty() ? null : location(ref.logKey()),
          worst.failure(),
          worst.patience(),
          summary.gaps(),
          summary.outputs(),
          warnings,
          input.allCount() ? logsOf(ref, others) : List.of());
    } catch (IOException | RuntimeException e) {
      log.warn("Archive not readable for the log of {}", ref.groupId(), e);
      Reason failure = worst.failure() == null ? notReadable(e) : worst.failure();
      return new Outcome(location(ref.logKey()), failure, Patience.LONG, 0, Map.of(), warnings);
    }
  }

  /** The one that is to be asked about the longest. */
  private static Collected worst(Collected main, Collection<Collected> others) {
    return Stream.concat(Stream.of(main), others.stream())
        .filter(collected -> collected.failure() != null)
        .max(Comparator.comparing(Collected::patience))
        .orElse(main);
  }

  private List<ContainerLog> logsOf(TaskRef ref, Map<String, Collected> containers)
      throws IOException {
    List<ContainerLog> all = new ArrayList<>();
    for (Map.Entry<String, Collected> container : containers.entrySet()) {
      LogKey key = ref.logKey(container.getKey());
      LogSummary summary = archive.summary(key);
      all.add(
          new ContainerLog(
              container.getKey(),
              summary.isEmpty() ? null : location(key),
              container.getValue().failure() == null && summary.gaps() == 0,
              summary.gaps(),
              summary.outputs()));
    }
    return all;
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

  private Map<String, Collected> collectOthers(Input input) {
    Map<String, Collected> others = new LinkedHashMap<>();
    for (String container : input.otherContainers()) {
      Collected collected = logs.collect(input.ref(), container, true);
      boolean lacks = input.allCount() && input.started() && collected.missing();
      others.put(container, lacks ? missing(input.ref()) : collected);
    }
    return others;
  }

  private static List<String> notComplete(Map<String, Collected> others) {
    List<String> failures = new ArrayList<>();
    others.forEach(
        (container, collected) -> {
          if (collected.failure() != null) {
            failures.add(
                "The log of container '"
                    + container
                    + "' is not complete: "
                    + collected.failure().message());
          }
        });
    return failures;
  }

  private static List<String> first(List<String> warnings) {
    return warnings.subList(0, Math.min(MAX_WARNINGS, warnings.size()));
  }

  private String location(LogKey key) {
    return archive.location(key).toString();
  }

  private static Reason notReadable(Exception e) {
    return new Reason(
        "LogNotKept",
        null,
        "The log archive could not be read: " + e.getMessage(),
        "Check the rights and the address of the log archive.");
  }
}
