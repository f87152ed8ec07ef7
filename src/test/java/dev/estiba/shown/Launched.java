package dev.estiba.shown;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts Estiba's launcher, and removes what a failed test left. As a static field it keeps what
 * runs for all tests of the class.
 */
final class Launched implements AfterEachCallback, AfterAllCallback {

  private final boolean perClass;
  private final Deque<EstibaProcess> processes = new ConcurrentLinkedDeque<>();
  private final Set<DataFolder> folders = new LinkedHashSet<>();

  private Launched(boolean perClass) {
    this.perClass = perClass;
  }

  static Launched forEachTest() {
    return new Launched(false);
  }

  static Launched forAllTests() {
    return new Launched(true);
  }

  /** {@code ./estiba} with nothing but these arguments. */
  EstibaProcess estiba(String... arguments) {
    return estiba(Map.of(), List.of(arguments));
  }

  EstibaProcess estiba(Map<String, String> environment, List<String> arguments) {
    EstibaProcess process = EstibaProcess.start(environment, arguments);
    processes.push(process);
    return process;
  }

  /** Another program than {@code ./estiba}, which starts it. */
  EstibaProcess other(Path program, Map<String, String> environment, String... arguments) {
    EstibaProcess process = EstibaProcess.start(program, environment, List.of(arguments));
    processes.push(process);
    return process;
  }

  /** A command of {@code ./estiba} with {@code --data} and a folder of the test. */
  EstibaProcess command(Path data, String name, String... arguments) {
    return estiba(Map.of(), command(name, data, List.of(arguments)));
  }

  /** {@code ./estiba run --data} with a folder of the test. */
  EstibaProcess run(Path data, String... arguments) {
    return run(Map.of(), data, arguments);
  }

  EstibaProcess run(Map<String, String> environment, Path data, String... arguments) {
    return estiba(environment, command("run", data, List.of(arguments)));
  }

  /** {@code ./estiba up --data} with a folder of the test, on a free port; not awaited. */
  EstibaProcess startUp(Path data, String... options) {
    return startUp(Map.of(), data, options);
  }

  private EstibaProcess startUp(Map<String, String> environment, Path data, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--port", "0"));
    arguments.addAll(List.of(options));
    return estiba(environment, command("up", data, arguments));
  }

  /** As {@link #startUp}, answering. */
  RunningHost up(Path data, String... options) {
    return RunningHost.await(startUp(data, options));
  }

  RunningHost up(Map<String, String> environment, Path data, String... options) {
    return RunningHost.await(startUp(environment, data, options));
  }

  private List<String> command(String name, Path data, Collection<String> arguments) {
    folders.add(new DataFolder(data));
    List<String> command = new ArrayList<>(List.of(name, "--data", data.toString()));
    command.addAll(arguments);
    return command;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!perClass) {
      cleanUp();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    cleanUp();
  }

  private void cleanUp() {
    processes.forEach(EstibaProcess::close);
    processes.clear();
    folders.forEach(DataFolder::removeLeftovers);
    folders.clear();
  }
}
