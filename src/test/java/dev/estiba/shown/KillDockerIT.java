package dev.estiba.shown;

import dev.estiba.task.TaskPhase;
import dev.estiba.testing.NeedsDocker;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

@Tag("slow")
@NeedsDocker
final class KillDockerIT extends KillContract {

  @Override
  String runtime() {
    return "docker";
  }

  @Override
  Stream<Named> moments() {
    return Stream.of(
        in(TaskPhase.CREATING),
        in(TaskPhase.STARTING),
        once("in the midst of the log", (host, payload) -> host.awaitLog(payload, "line 5\n")),
        in(TaskPhase.DELETING));
  }
}
