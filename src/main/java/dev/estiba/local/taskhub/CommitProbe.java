package dev.estiba.local.taskhub;

/** Asked around every commit; by answering false it makes the store die at that point. */
interface CommitProbe {

  CommitProbe NONE =
      new CommitProbe() {
        @Override
        public boolean mayCommit() {
          return true;
        }

        @Override
        public boolean mayAcknowledge() {
          return true;
        }
      };

  /** Before the commit: false loses everything that it would have made durable. */
  boolean mayCommit();

  /** After the commit: false keeps what is durable, but nobody learns of it. */
  boolean mayAcknowledge();
}
