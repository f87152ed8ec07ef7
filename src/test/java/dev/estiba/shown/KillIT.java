package dev.estiba.shown;

import dev.estiba.task.TaskPhase;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class KillIT extends KillContract {

  @Override
  String runtime() {
    return "process";
  }

  @Override
  Stream<Named> moments() {
    return Stream.of(
        once("right after it was accepted", (host, payload) -> {}),
        in(TaskPhase.CREATING),
        in(TaskPhase.STARTING),
        in(TaskPhase.RUNNING),
        once("in the midst of the log", (host, payload) -> host.awaitLog(payload, "line 5\n")),
        once("right before the end", (host, payload) -> host.awaitLog(payload, "line 10\n")),
        in(TaskPhase.COLLECTING_LOGS),
        in(TaskPhase.DELETING),
        once("right after the end", (host, payload) -> host.awaitResult(payload)));
  }
}
