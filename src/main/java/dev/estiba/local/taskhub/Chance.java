package dev.estiba.local.taskhub;

import java.util.concurrent.Executor;

/** What a simulation decides of a task hub in memory: faults, and what happens before what. */
interface Chance extends CommitProbe {

  /** No faults; everything in the order in which it came. */
  Chance NONE =
      new Chance() {
        @Override
        public boolean mayCommit() {
          return true;
        }

        @Override
        public boolean mayAcknowledge() {
          return true;
        }

        @Override
        public int pick(int ready) {
          return 0;
        }

        @Override
        public void commit(Runnable commit, Executor later) {
          commit.run();
        }
      };

  /** Which of so many pieces of work that are ready is the next: 0 for the first. */
  int pick(int ready);

  /** Runs the commit of what has been submitted, at once or, with the executor, later. */
  void commit(Runnable commit, Executor later);
}
