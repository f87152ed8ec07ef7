package dev.estiba.cli;

import dev.estiba.batch.BatchProgress;
import java.time.InstantSource;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that is drawn again and again in the last line of a terminal. */
final class BatchBar implements BatchDisplay {

  private final Screen screen;
  private final InstantSource clock;
  private @Nullable ProgressBar bar;

  BatchBar(Screen screen, InstantSource clock) {
    this.screen = screen;
    this.clock = clock;
  }

  @Override
  public void show(BatchProgress progress) {
    ProgressBar shown = bar == null ? start(progress) : bar;
    bar = shown;
    shown.setExtraMessage(" " + BatchText.rest(progress, clock.instant()));
    shown.stepTo(progress.counts().ended());
  }

  private ProgressBar start(BatchProgress progress) {
    return new ProgressBarBuilder()
        .setTaskName("Items")
        .setInitialMax(progress.items())
        .setStyle(
            screen.colours()
                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : ProgressBarStyle.UNICODE_BLOCK)
        .setConsumer(new LastLine())
        .clearDisplayOnFinish()
        // The batch knows its rate better than who looks at it only now.
        .hideEta()
        .setUpdateIntervalMillis(200)
        .build();
  }

  /** It is empty once the bar is gone, so that what follows is written there. */
  private static final class LastLine extends ConsoleProgressBarConsumer {

    LastLine() {
      super(System.err);
    }

    @Override
    public void close() {
      System.err.flush();
    }
  }

  @Override
  public void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
