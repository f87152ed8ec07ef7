package dev.estiba.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM like this one. */
final class JavaProcess {

  private JavaProcess() {}

  /** A class of this program, with this JVM's options. */
  static ProcessBuilder of(Class<?> main, String... arguments) {
    return new ProcessBuilder(command(main.getName(), arguments));
  }

  static List<String> command(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
