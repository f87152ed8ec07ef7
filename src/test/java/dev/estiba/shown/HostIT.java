package dev.estiba.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./estiba host}, with a packaged function app and with folders that are none. */
final class HostIT {

  private static final Path APP = Path.of(System.getProperty("estiba.functionApp"));

  @RegisterExtension private final Launched launched = Launched.forEachTest();
  @TempDir private Path data;
  @TempDir private Path folder;

  /** The storage of a queue has to be known, and need not be there. */
  private static final Map<String, String> STORAGE =
      Map.of("AzureWebJobsStorage", "UseDevelopmentStorage=true");

  private EstibaProcess host(Path app, String... options) {
    var arguments =
        new java.util.ArrayList<>(List.of("host", app.toString(), "--data", data.toString()));
    arguments.addAll(List.of("--port", "0"));
    arguments.addAll(List.of(options));
    return launched.estiba(STORAGE, arguments);
  }

  @Test
  void a_packaged_app_runs_from_its_files() {
    RunningHost host = RunningHost.await(host(APP));

    assertThat(host.process().stdout())
        .contains("RunTask: orchestrationTrigger", "SweepContainerGroups: timerTrigger")
        .contains("SubmitTask: [POST] " + host.url() + "/api/tasks");
    host.get("/admin/host/ping").expect(200);
    host.withKey("").get("/api/tasks/nobody").expect(401);
    host.process().interrupt();
    assertThat(host.process().exitCode()).isZero();
  }

  @Test
  void a_folder_that_is_no_app_is_told_with_the_remedy() {
    EstibaProcess host = host(folder);

    assertThat(host.exitCode()).isEqualTo(125);
    assertThat(host.stderr()).contains(folder + " is no function app", "target/azure-functions");
  }

  @Test
  void a_binding_that_is_not_known_stops_the_start() throws Exception {
    Files.createDirectories(folder.resolve("Odd"));
    Files.writeString(
        folder.resolve("Odd").resolve("function.json"),
        "{\"scriptFile\":\"../x.jar\",\"entryPoint\":\"a.B.c\","
            + "\"bindings\":[{\"type\":\"kafkaTrigger\",\"name\":\"k\"}]}");

    EstibaProcess host = host(folder);

    assertThat(host.exitCode()).isEqualTo(125);
    assertThat(host.stderr()).contains("'Odd'", "'k'", "'kafkaTrigger'", "queueTrigger");
  }
}
