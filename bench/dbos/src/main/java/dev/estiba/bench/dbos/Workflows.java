package dev.estiba.bench.dbos;

/** The workflows that the benchmark starts. */
public interface Workflows {

  /** Five steps in sequence. */
  String helloSequence5();

  /** Starts as many child workflows as it is asked for, and waits for them all. */
  int fanOut(int width);

  /** One of them. */
  int leaf(int number);
}
