package dev.estiba.cli;

import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * Where a command tells what it did.
 *
 * @param out for data alone
 * @param json whether that is written as JSON
 */
record Output(PrintStream out, PrintWriter err, boolean json) {

  /** A line for people. */
  void say(String line) {
    err.println(line);
    err.flush();
  }

  void print(String data) {
    out.println(data);
    out.flush();
  }
}
