package dev.estiba.local.azure.runtime;

import java.nio.file.Files;

final class ProcessStopTest extends StopContract {

  @Override
  ContainerSpec talker(String name) {
    return group.shell(name, "echo hello; exec sleep 600." + group.number());
  }

  @Override
  ContainerSpec shortTalker(String name) {
    return group.shell(name, "echo hello");
  }

  @Override
  long processes() {
    String command = "sleep 600." + group.number();
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").endsWith(command))
        .count();
  }

  @Override
  ContainerRuntime runtime() throws Exception {
    return new ProcessRuntime(
        Files.createDirectories(folder.resolve("containers")), "test-" + group.uid);
  }
}
