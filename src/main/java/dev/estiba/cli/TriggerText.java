package dev.estiba.cli;

import dev.estiba.document.Json;
import dev.estiba.event.TriggerRun;
import dev.estiba.event.TriggerView;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of triggers. */
final class TriggerText {

  private TriggerText() {}

  /** As the user asks for it. */
  static String of(TriggerView view, OutputOption output) {
    return output.isJson() ? Json.writePretty(view) : text(view);
  }

  /** A line for the trigger, and one for each of its last runs. */
  static String text(TriggerView view) {
    String head =
        "Trigger " + view.name() + ": starts a " + Kinds.name(view.kind()) + ", " + state(view);
    return Stream.concat(Stream.of(head), view.runs().stream().map(TriggerText::run))
        .collect(Collectors.joining("\n"));
  }

  /** All of them, each in a line of its own with its end. */
  static String of(TriggerView.All all, OutputOption output) {
    return output.isJson()
        ? Json.writePretty(all) + "\n"
        : table(all).stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** A line for each. */
  private static List<String> table(TriggerView.All all) {
    int names = all.triggers().stream().mapToInt(view -> view.name().length()).max().orElse(1);
    return all.triggers().stream()
        .map(
            view ->
                String.format(
                    "%-" + names + "s  %-8s  %-7s  %s",
                    view.name(),
                    Kinds.name(view.kind()),
                    state(view),
                    view.runs().isEmpty() ? "no run yet" : run(view.runs().get(0))))
        .toList();
  }

  private static String state(TriggerView view) {
    return view.enabled() ? "enabled" : "paused";
  }

  /** {@code 2026-01-31T09:30:00Z reports-1f… Succeeded}. */
  private static String run(TriggerRun run) {
    String what =
        run.state() == TriggerRun.State.Refused
            ? "Refused: " + run.why()
            : run.instanceId() + "  " + Objects.requireNonNullElse(run.now(), "Started");
    return run.at() + "  " + what;
  }
}
