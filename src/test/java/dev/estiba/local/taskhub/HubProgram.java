package dev.estiba.local.taskhub;

import dev.estiba.local.taskhub.Ledger.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The program of {@link HubProcess}. Its first argument says what it does:
 *
 * <ul>
 *   <li>{@code script DATABASE}: so much work, and it ends.
 *   <li>{@code load THREADS PREFIX DATABASE...}: work without end on each of the hubs, with so many
 *       callers each, until its input ends; then it finishes what it has begun.
 * </ul>
 */
final class HubProgram {

  private final TaskHub hub;
  private final Voyages voyages = new Voyages();
  private final OutputStream ledger;
  private volatile boolean stopping;

  private HubProgram(Path database) throws IOException {
    ledger = Ledger.append(database);
    hub = TaskHub.open(TaskHubOptions.of(database).withConcurrency(3, 3), voyages);
    hub.start();
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("script")) {
      script(Path.of(arguments[1]));
    } else {
      load(arguments);
    }
  }

  private static void script(Path database) throws Exception {
    HubProgram first = new HubProgram(database);
    inParallel(caller -> first.callInScript("first-" + caller + "-", 4_000));
    first.hub.close();
    HubProgram second = new HubProgram(database);
    // So many writes that the log moves into the file between them.
    inParallel(caller -> second.sailLaps("laps-" + caller + "-", 70));
    beginLogAnew(database);
    inParallel(caller -> second.callInScript("second-" + caller + "-", 50_000));
    second.hub.close();
  }

  private static void inParallel(IntConsumer script) throws InterruptedException {
    List<Thread> callers = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      int caller = number;
      callers.add(new Thread(() -> script.accept(caller)));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
  }

  /** As a hub does only when the log has grown long, and any SQLite client may do. */
  private static void beginLogAnew(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
    }
  }

  private void callInScript(String prefix, int cargo) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(schedule(prefix + i, i == 0 ? 0 : cargo * (i - 1) + 10));
    }
    ids.forEach(this::raise);
    ids.forEach(this::awaitEnd);
    String stopped = schedule(prefix + "stopped", 0);
    hub.client().terminate(stopped, "\"enough\"");
    acknowledge(Kind.TERMINATED, stopped, "");
    acknowledge(Kind.PURGING, ids.get(4), "");
    hub.client().purge(ids.get(4));
    acknowledge(Kind.PURGED, ids.get(4), "");
  }

  private void sailLaps(String prefix, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(schedule(prefix + i, 0));
    }
    ids.forEach(this::raise);
    ids.forEach(this::awaitEnd);
  }

  private static void load(String[] arguments) throws Exception {
    List<HubProgram> programs = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 3; i < arguments.length; i++) {
      HubProgram program = new HubProgram(Path.of(arguments[i]));
      programs.add(program);
      for (int caller = 0; caller < Integer.parseInt(arguments[1]); caller++) {
        String prefix = arguments[2] + "-" + caller + "-";
        callers.add(new Thread(() -> program.callWithoutEnd(prefix)));
      }
    }
    callers.forEach(Thread::start);
    HubCommands commands = new HubCommands();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      commands.obey(line);
    }
    programs.forEach(program -> program.stopping = true);
    for (Thread caller : callers) {
      caller.join();
    }
    for (HubProgram program : programs) {
      program.acknowledge(Kind.TOLD, "repeated", Long.toString(program.voyages.repeatedRuns()));
      program.hub.close();
    }
    System.exit(0);
  }

  private void callWithoutEnd(String prefix) {
    for (int i = 0; !stopping; i++) {
      String id = prefix + i;
      int cargo = i % 3 == 0 ? 0 : 10 + i % 7 * 900;
      retry(id, () -> schedule(id, cargo));
      retry(id, () -> raise(id));
      retry(id, () -> awaitEnd(id));
    }
  }

  /** A caller that is told of a failure asks whether it was one, and calls again. */
  private void retry(String id, Runnable call) {
    for (boolean done = false; !done; ) {
      try {
        call.run();
        done = true;
      } catch (InstanceExistsException e) {
        acknowledge(Kind.SCHEDULED, id, "before");
        done = true;
      } catch (TaskHubException e) {
        acknowledge(Kind.REFUSED, id, String.valueOf(e.getMessage()));
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  private String schedule(String id, int cargo) {
    acknowledge(Kind.SCHEDULED, hub.client().schedule(Voyages.start(id, cargo)), "");
    return id;
  }

  private void raise(String id) {
    hub.client().raiseEvent(id, Voyages.EVENT, Voyages.EVENT_INPUT);
    acknowledge(Kind.RAISED, id, "");
  }

  private void awaitEnd(String id) {
    Oracle.until(
        () -> hub.client().find(id).orElseThrow().status().isTerminal(), () -> id + " to end");
    acknowledge(Kind.ENDED, id, String.valueOf(hub.client().find(id).orElseThrow().output()));
  }

  private void acknowledge(Kind kind, String id, String detail) {
    try {
      ledger.write(Ledger.line(kind, id, detail));
    } catch (IOException e) {
      throw new IllegalStateException("The ledger cannot be written.", e);
    }
  }
}
