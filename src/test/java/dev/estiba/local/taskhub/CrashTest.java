package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store dies at its n-th commit, for every n; the next hub finishes the work. */
class CrashTest {

  enum Moment {
    BEFORE_COMMIT,
    BEFORE_ACKNOWLEDGEMENT
  }

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void whichever_commit_is_the_last_the_next_hub_comes_to_the_same_result(Moment moment)
      throws Exception {
    int commits = 0;
    boolean crashed = true;
    while (crashed) {
      commits++;
      crashed = crashAndFinish(new Crash(moment, commits));
    }

    // Nine calls of the client, four activities, a timer, two children, two new generations.
    assertThat(commits).isGreaterThan(18);
  }

  private boolean crashAndFinish(Crash crash) throws Exception {
    CrashScenario scenario = new CrashScenario();
    TaskHubOptions options =
        TaskHubOptions.of(directory.resolve("voyage-" + crash.commit + ".db"))
            .withConcurrency(2, 2)
            .withCloseTimeout(Duration.ofSeconds(2));
    TaskHub first = TaskHub.open(options, scenario.executor(), crash);
    if (hasStarted(first)) {
      scenario.play(first.client(), () -> crash.happened);
    }
    first.kill();

    try (TaskHub second = TaskHub.open(options, scenario.executor())) {
      scenario.assertDurable(second.client());
      second.start();
      scenario.play(second.client(), () -> false);
      scenario.assertEnded(second.client());
    } catch (Exception | AssertionError e) {
      throw new AssertionError("Crash " + crash.moment + " " + crash.commit + ": " + e, e);
    }
    return crash.happened;
  }

  private static boolean hasStarted(TaskHub hub) {
    try {
      hub.start();
      return true;
    } catch (TaskHubException e) {
      return false;
    }
  }

  /** Dies at the n-th commit. */
  private static final class Crash implements CommitProbe {

    final Moment moment;
    final int commit;
    volatile boolean happened;
    private final AtomicInteger commits = new AtomicInteger();

    Crash(Moment moment, int commit) {
      this.moment = moment;
      this.commit = commit;
    }

    @Override
    public boolean mayCommit() {
      return survives(moment == Moment.BEFORE_COMMIT);
    }

    @Override
    public boolean mayAcknowledge() {
      return survives(moment == Moment.BEFORE_ACKNOWLEDGEMENT);
    }

    private boolean survives(boolean isMoment) {
      happened |= isMoment && commits.incrementAndGet() == commit;
      return !happened;
    }
  }
}
