package dev.estiba.activity;

import dev.estiba.aci.AciFailure;
import dev.estiba.aci.Answer;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.log.Appended;
import dev.estiba.log.LogArchive;
import dev.estiba.log.LogKey;
import dev.estiba.task.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves containers' logs from Azure, which keeps them for a while, into the archive. Of the same
 * log any number may collect at the same time, also in other processes. Thread-safe.
 */
public final class LogCollector {

  private static final Logger log = LoggerFactory.getLogger(LogCollector.class);

  /** Each further one was made necessary by somebody else who kept lines meanwhile. */
  private static final int MAX_FETCHES = 10;

  /**
   * What a fetch brought.
   *
   * @param failure what went wrong, if anything
   * @param patience whether to ask again after a failure
   * @param missing whether Azure said that there is no log; in itself no failure
   * @param fetchedBytes how much Azure had
   * @param newBytes how much of that was not kept yet
   * @param gap whether lines were dropped before they could be fetched
   */
  public record Collected(
      @Nullable Reason failure,
      Patience patience,
      boolean missing,
      long fetchedBytes,
      long newBytes,
      boolean gap) {

    static final Collected NOTHING = new Collected(null, Patience.NONE, true, 0, 0, false);

    static Collected failed(Reason failure, Patience patience) {
      return new Collected(failure, patience, false, 0, 0, false);
    }

    static Collected of(long fetchedBytes, Appended.Kept kept) {
      return new Collected(null, Patience.NONE, false, fetchedBytes, kept.bytes(), kept.gap());
    }
  }

  private final ContainerGroups groups;
  private final LogArchive archive;

  public LogCollector(ContainerGroups groups, LogArchive archive) {
    this.groups = groups;
    this.archive = archive;
  }

  /**
   * Fetches the log of the container that counts and keeps what is new in it.
   *
   * @param complete whether the container has ended, or will not be asked any more
   */
  public Collected collect(TaskRef ref, boolean complete) {
    return collect(ref, ref.containerGroup(), complete);
  }

  /** As {@link #collect(TaskRef, boolean)}, of any container of the group. */
  public Collected collect(TaskRef ref, String container, boolean complete) {
    try {
      return fetch(ref, container, complete);
    } catch (IOException | RuntimeException e) {
      // The storage's SDK throws RuntimeExceptions of several libraries for what the network does;
      // none of them may end a task whose container runs well.
      log.warn("Log of {} in {} not kept: {}", container, ref.groupId(), e.toString());
      return Collected.failed(notKept("The log archive failed: " + e.getMessage()), Patience.LONG);
    }
  }

  private Collected fetch(TaskRef ref, String container, boolean complete) throws IOException {
    LogKey key = ref.logKey(container);
    for (int i = 0; i < MAX_FETCHES; i++) {
      // Asked before the fetch: only so is it known that the fetch is newer than what is kept.
      long length = archive.length(key);
      Answer<String> answer = groups.logs(ref.groupId(), container);
      if (answer instanceof Answer.Failed<String> failed) {
        String message = failed.failure().message();
        log.warn("Log of {} in {} not fetched: {}", container, ref.groupId(), message);
        return Collected.failed(failed.failure().toReason(), patience(failed.failure()));
      }
      if (!(answer instanceof Answer.Ok<String> ok)) {
        return Collected.NOTHING;
      }
      if (complete && length > 0 && ok.value().isEmpty()) {
        return Collected.failed(empty(), Patience.MOMENT);
      }
      if (archive.append(key, length, ok.value(), complete) instanceof Appended.Kept kept) {
        return Collected.of(utf8Length(ok.value()), kept);
      }
    }
    return Collected.failed(notKept("Others wrote to the log all the time."), Patience.LONG);
  }

  private static Patience patience(AciFailure failure) {
    return failure.policy() == AciFailure.Policy.FAIL ? Patience.MOMENT : Patience.LONG;
  }

  private static Reason empty() {
    return new Reason(
        "LogNotAvailable",
        null,
        "Azure shows an empty log, though it had lines before.",
        "What is kept is what it had before.");
  }

  private static Reason notKept(String message) {
    return new Reason(
        "LogNotKept",
        null,
        message,
        "Check the space, the rights and the address of the log archive.");
  }

  private static long utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
