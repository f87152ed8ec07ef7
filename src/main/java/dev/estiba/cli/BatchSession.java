package dev.estiba.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the commands about batches work with.
 *
 * @param output where they tell what they did
 */
record BatchSession(HostSession host, BatchRun run, BatchRun.Output output)
    implements AutoCloseable {

  static BatchSession open(HostOptions options, CommandSpec spec, OutputOption output) {
    PrintWriter err = spec.commandLine().getErr();
    HostSession host = new HostSession(options, err);
    BatchRun.Output told = new BatchRun.Output(System.out, err, output.isJson());
    return new BatchSession(host, new BatchRun(host, told), told);
  }

  /** Prints what to ask for later. */
  int leave(String id) {
    output.out().println(id);
    output.out().flush();
    return 0;
  }

  @Override
  public void close() {
    host.close();
  }
}
