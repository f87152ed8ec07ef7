package dev.estiba.local.taskhub;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what has been committed from the write-ahead log into the database, on a thread and a
 * connection of its own, so that no commit has to wait for it.
 *
 * <p>While commits go on, such a pass never reaches the end of the log, and the log is begun anew
 * only from there: once it has grown long, the writer itself takes the few pages that are left.
 */
interface WalCheckpoints extends AutoCloseable {

  WalCheckpoints NONE =
      new WalCheckpoints() {
        @Override
        public void committed(Sql writer, long writes) {}

        @Override
        public void close() {}
      };

  /** Called by the writer between two commits, with the number of its writes so far. */
  void committed(Sql writer, long writes);

  @Override
  void close();

  static WalCheckpoints start(Database database) throws SQLException {
    Background background = new Background(database.connect());
    background.thread.start();
    return background;
  }

  /** The thread. */
  final class Background implements WalCheckpoints {

    private static final Logger log = LoggerFactory.getLogger(WalCheckpoints.class);

    /** After so many writes there is a pass. */
    private static final int WRITES = 4_000;

    /** Pages of 4 kB from which on the log is to be begun anew. */
    private static final int LONG_LOG = 8_192;

    private final Sql sql;
    private final Thread thread = new Thread(this::work, "taskhub-checkpoints");
    private long writesAtLast;
    private boolean wanted;
    private boolean closed;
    private volatile boolean logIsLong;

    private Background(Sql sql) {
      this.sql = sql;
      thread.setDaemon(true);
    }

    @Override
    public void committed(Sql writer, long writes) {
      if (logIsLong) {
        logIsLong = false;
        pass(writer);
      }
      if (writes - writesAtLast >= WRITES) {
        writesAtLast = writes;
        wake();
      }
    }

    private synchronized void wake() {
      wanted = true;
      notifyAll();
    }

    private void work() {
      try (sql) {
        while (await()) {
          logIsLong = pass(sql) > LONG_LOG;
        }
      } catch (InterruptedException | SQLException e) {
        log.warn("The checkpoints of the task hub have ended", e);
      }
    }

    private synchronized boolean await() throws InterruptedException {
      while (!wanted && !closed) {
        wait();
      }
      wanted = false;
      return !closed;
    }

    /** The length of the log in pages. */
    private static int pass(Sql sql) {
      try {
        return sql.first("PRAGMA wal_checkpoint(PASSIVE)", row -> row.getInt(2)).orElse(0);
      } catch (SQLException e) {
        log.warn("Tried to move the log into the database but failed: {}", e.getMessage());
        return 0;
      }
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
        notifyAll();
      }
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
