package dev.estiba.activity;

import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.log.LogArchive;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves a container's log from Azure, which keeps it for a while, into the archive. */
public final class LogCollector {

  private static final Logger log = LoggerFactory.getLogger(LogCollector.class);

  private final ContainerGroups groups;
  private final LogArchive archive;

  public LogCollector(ContainerGroups groups, LogArchive archive) {
    this.groups = groups;
    this.archive = archive;
  }

  /**
   * Fetches the log and keeps what is new in it.
   *
   * @param complete whether the container has ended
   * @return what went wrong, if anything; a container without a log is no failure
   */
  Optional<Reason> collect(TaskRef ref, boolean complete) {
    Answer<String> answer = groups.logs(ref.groupId(), ref.containerGroup());
    if (answer instanceof Answer.Failed<String> failed) {
      log.warn("Log of {} not fetched: {}", ref.groupId(), failed.failure().message());
      return Optional.of(failed.failure().toReason());
    }
    return answer instanceof Answer.Ok<String> ok
        ? append(ref, ok.value(), complete)
        : Optional.empty();
  }

  /** Where the archive keeps the log; null where the container wrote nothing. */
  @Nullable String location(TaskRef ref) {
    try {
      return archive.isEmpty(ref.logKey()) ? null : archive.location(ref.logKey()).toString();
    } catch (IOException | RuntimeException e) {
      log.warn("Archive not readable for the log of {}", ref.groupId(), e);
      return archive.location(ref.logKey()).toString();
    }
  }

  /** Whether Azure dropped lines before they were fetched. */
  boolean hasGaps(TaskRef ref) {
    try {
      return archive.hasGaps(ref.logKey());
    } catch (IOException | RuntimeException e) {
      log.warn("Archive not readable for the log of {}", ref.groupId(), e);
      return true;
    }
  }

  private Optional<Reason> append(TaskRef ref, String content, boolean complete) {
    try {
      archive.append(ref.logKey(), content, complete);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      // The storage's SDK throws RuntimeExceptions of several libraries for what the network does;
      // none of them may end a task whose container runs well.
      log.warn("Log of {} not kept", ref.groupId(), e);
      return Optional.of(
          new Reason(
              "LogNotKept",
              null,
              "The log archive could not be written: " + e.getMessage(),
              "Check the space, the rights and the address of the log archive."));
    }
  }
}
