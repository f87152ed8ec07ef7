package dev.estiba.cli;

import dev.estiba.client.EstibaClient;
import dev.estiba.local.Access;
import dev.estiba.local.DataLock;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.Keys;
import dev.estiba.local.RuntimeChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An Estiba to talk to: the one that already runs on the data directory, else one in this process.
 * Should the other one end, this process takes its work over.
 */
final class HostSession implements AutoCloseable {

  private static final int ATTEMPTS = 100;
  private static final long BETWEEN_ATTEMPTS_MILLIS = 100;

  private final HostOptions options;
  private final PrintWriter err;
  private @Nullable EmbeddedEstiba own;

  HostSession(HostOptions options, PrintWriter err) {
    this.options = options;
    this.err = err;
  }

  /**
   * Returns a client of an Estiba that answers.
   *
   * @throws IOException if there is none within some seconds, or it has another runtime than asked
   */
  EstibaClient connect() throws IOException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (own != null) {
        return new EstibaClient(own.url(), own.apiKey());
      }
      Optional<EstibaClient> other = startOwn() ? Optional.empty() : other();
      if (other.isPresent()) {
        return other.get();
      }
      if (own == null) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS_MILLIS);
      }
    }
    throw new IOException(
        "Another process uses "
            + options.data()
            + ", but no Estiba answers there. Stop it, or take another folder with --data.");
  }

  private boolean startOwn() throws IOException, InterruptedException {
    own = EmbeddedEstiba.tryStart(options.toEmbedded(0, Access.closed())).orElse(null);
    if (own == null) {
      return false;
    }
    err.println(own.runtime().description());
    err.flush();
    return true;
  }

  /** Whether nothing goes on once this command has ended. */
  boolean isOwn() {
    return own != null;
  }

  private Optional<EstibaClient> other() throws IOException {
    Optional<DataLock.Holder> holder = DataLock.holder(options.data());
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    EstibaClient client =
        new EstibaClient(holder.get().url(), Keys.apiKey(options.data()).orElse(""));
    if (!client.answers()) {
      return Optional.empty();
    }
    requireRuntime(holder.get());
    err.println("Using the Estiba at " + holder.get().url());
    err.flush();
    return Optional.of(client);
  }

  private void requireRuntime(DataLock.Holder holder) throws IOException {
    String asked = options.runtime().toString();
    if (options.runtime() != RuntimeChoice.AUTO && !asked.equals(holder.runtime())) {
      throw new IOException(
          "The Estiba that runs at "
              + holder.url()
              + " has the runtime "
              + holder.runtime()
              + ", not "
              + asked
              + ". Stop it, or take another folder with --data.");
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
      own = null;
    }
  }
}
