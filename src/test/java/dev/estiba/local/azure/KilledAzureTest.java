package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that dies without notice, and the next one on its data directory. */
final class KilledAzureTest {

  @TempDir Path data;
  private LocalAzure azure;
  private Process process;

  /** Runs a local Azure until it is killed; says where it is, and its token, on its first line. */
  static final class Main {
    public static void main(String[] arguments) throws Exception {
      var options = LocalAzureOptions.in(Path.of(arguments[0]), RuntimeKind.PROCESS);
      LocalAzure azure = LocalAzure.start(options);
      System.out.println(azure.endpoint() + " " + azure.token());
      Thread.currentThread().join();
    }
  }

  @AfterEach
  void stop() throws Exception {
    process.destroyForcibly();
    if (azure != null) {
      new ArmClient(azure).send("DELETE", ArmClient.GROUPS + "/a", "");
      new ArmClient(azure).send("DELETE", ArmClient.GROUPS + "/b", "");
      azure.close();
    }
  }

  private Process startProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            data.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void a_kill_loses_neither_the_container_nor_its_exit_code_nor_its_log() throws Exception {
    process = startProcess();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String[] said = output.readLine().split(" ", 2);
    ArmClient arm = new ArmClient(URI.create(said[0]), said[1]);
    arm.createResourceGroup();
    Path killed = data.resolve("killed");
    String waits = "echo before; until [ -e '" + killed + "' ]; do sleep 0.1; done; echo after";
    List<String> command = List.of("sh", "-c", waits + "; exit 42");
    arm.create("a", ArmClient.group("any", command, Map.of()));
    await().until(() -> arm.get("a").state().equals("Running"));

    // The second is asked for right before the kill: it runs once, sooner or later.
    arm.create("b", ArmClient.group("any", List.of("sh", "-c", "echo once; exit 3"), Map.of()));
    process.destroyForcibly().waitFor();
    Files.createFile(killed);
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.PROCESS));

    ArmClient next = new ArmClient(azure);
    await()
        .untilAsserted(
            () -> {
              assertThat(next.get("a").currentState().path("exitCode").asInt()).isEqualTo(42);
              assertThat(next.get("b").currentState().path("exitCode").asInt()).isEqualTo(3);
            });
    assertThat(next.log("a")).isEqualTo("before\nafter\n");
    assertThat(next.log("b")).isEqualTo("once\n");
  }
}
