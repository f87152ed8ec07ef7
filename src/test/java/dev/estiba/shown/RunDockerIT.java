package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.testing.NeedsDocker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./estiba run} on a machine with a container engine. */
@NeedsDocker
final class RunDockerIT {

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;

  private DataFolder folder() {
    return new DataFolder(data);
  }

  @Test
  void it_is_a_real_container_of_the_image_and_nothing_of_it_is_left() {
    // The first process of the container is the busybox of the image, not one of this machine.
    String script = "echo hola; readlink -f /proc/1/exe; exit 3";

    EstibaProcess run = launched.run(data, "busybox", "--", "sh", "-c", script);

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.stdout()).isEqualTo("hola\n/bin/busybox\n");
    assertThat(run.stderr()).contains("Containers run on the container engine at ");
    assertThat(folder().leftovers()).isEmpty();
  }

  @Test
  void an_image_alone_runs_its_own_command() {
    EstibaProcess run = launched.run(data, "--runtime", "docker", "busybox");

    // Its command is sh, which ends at once without input.
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(folder().leftovers()).isEmpty();
  }

  @Test
  void ctrl_c_leaves_no_container() {
    EstibaProcess run = launched.run(data, "busybox", "--", "sh", "-c", "echo up; sleep 300");
    run.awaitStdout("up\n");
    assertThat(folder().hasContainers()).isTrue();

    run.interrupt();

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(130);
    assertThat(folder().leftovers()).isEmpty();
  }

  @Test
  void a_timeout_leaves_no_container() {
    EstibaProcess run = launched.run(data, "--timeout", "2", "busybox", "--", "sleep", "300");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(124);
    assertThat(folder().leftovers()).isEmpty();
  }
}
