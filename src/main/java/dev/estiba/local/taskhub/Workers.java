package dev.estiba.local.taskhub;

/** Runs pieces of work, in the order in which they came. */
interface Workers {

  /** Runs the work some time, whatever it throws; not at all after the end. */
  void execute(Runnable work);

  /** Takes no more work and forgets what waits. */
  void stop();

  /** Whether everything that ran when stopped has ended in that time. */
  boolean awaitEnd(long millis) throws InterruptedException;

  void interrupt();
}
