package dev.estiba.cli;

import dev.estiba.document.Json;
import dev.estiba.schedule.ScheduleView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of schedules. */
final class ScheduleText {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private ScheduleText() {}

  /** As the user asks for it. */
  static String of(ScheduleView view, OutputOption output) {
    return output.isJson() ? Json.writePretty(view) : text(view);
  }

  /** A line for the schedule, one for each of the next due times, and one for each run. */
  static String text(ScheduleView view) {
    String head =
        "Schedule "
            + view.name()
            + ": starts a "
            + Kinds.name(view.kind())
            + " at '"
            + view.cron()
            + "' ("
            + view.timeZone()
            + ")"
            + (view.enabled() ? "" : ", paused")
            + (view.problem() == null ? "" : "\nproblem: " + view.problem());
    Stream<String> due = view.dueTimes().stream().map(time -> "due  " + local(view, time));
    Stream<String> runs = view.runs().stream().map(run -> "run  " + run(view, run));
    return Stream.of(Stream.of(head), due, runs)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  /** All of them, each in a line of its own with its end. */
  static String of(ScheduleView.All all, OutputOption output) {
    return output.isJson()
        ? Json.writePretty(all) + "\n"
        : table(all).stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** A line for each. */
  private static List<String> table(ScheduleView.All all) {
    int names = all.schedules().stream().mapToInt(view -> view.name().length()).max().orElse(1);
    return all.schedules().stream()
        .map(
            view ->
                String.format(
                    "%-" + names + "s  %-8s  next %-30s  last %s",
                    view.name(),
                    Kinds.name(view.kind()),
                    next(view),
                    view.runs().isEmpty() ? "none yet" : run(view, view.runs().get(0))))
        .toList();
  }

  private static String next(ScheduleView view) {
    if (!view.enabled()) {
      return "paused";
    }
    return view.dueTimes().isEmpty() ? "never" : local(view, view.dueTimes().get(0));
  }

  private static String local(ScheduleView view, Instant time) {
    return LOCAL.format(time.atZone(ZoneId.of(view.timeZone())));
  }

  /** {@code Tue 2026-12-01 02:30:00 +01:00 nightly-20261201T013000Z Succeeded}. */
  private static String run(ScheduleView view, ScheduleView.Run run) {
    String until = run.until() == null ? "" : " to " + local(view, run.until());
    String when =
        run.dueAt() == null ? local(view, run.at()) + " by hand" : local(view, run.dueAt()) + until;
    String state = Objects.requireNonNullElse(run.now(), run.state().displayName());
    return when
        + "  "
        + run.instanceId()
        + "  "
        + state
        + (run.why() == null ? "" : ": " + run.why());
  }
}
