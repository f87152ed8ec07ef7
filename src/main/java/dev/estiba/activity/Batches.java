package dev.estiba.activity;

import dev.estiba.batch.Batch;
import dev.estiba.batch.BatchLedger;
import dev.estiba.store.Change;
import dev.estiba.store.SharedDocuments;
import dev.estiba.store.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is stored of batches: of each, as it was asked for, and a ledger for each of its rounds.
 * Thread-safe.
 */
public final class Batches {

  static final String OPEN = "open-batches/";

  /** A batch never changes, and may be a megabyte. */
  private static final int REMEMBERED = 20;

  private final SharedDocuments documents;
  private final Map<String, Batch> definitions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Batch> eldest) {
          return size() > REMEMBERED;
        }
      };

  public Batches(SharedDocuments documents) {
    this.documents = documents;
  }

  /** The ledger of a round; empty before it was opened, and for one that does not exist. */
  public Optional<BatchLedger> ledger(BatchRef ref) {
    try {
      return documents.read(ref.ledger(), BatchLedger.class);
    } catch (IOException e) {
      throw failed(ref, e);
    }
  }

  /** The batch as it was asked for, without literal secrets. */
  Batch definition(BatchRef ref) {
    synchronized (definitions) {
      Batch known = definitions.get(ref.batchId());
      if (known != null) {
        return known;
      }
    }
    Batch batch = read(ref);
    synchronized (definitions) {
      definitions.put(ref.batchId(), batch);
    }
    return batch;
  }

  private Batch read(BatchRef ref) {
    try {
      return documents
          .read(ref.definition(), Batch.class)
          .orElseThrow(
              () -> new IllegalStateException("Nothing is stored of the batch " + ref.batchId()));
    } catch (IOException e) {
      throw failed(ref, e);
    }
  }

  void define(BatchRef ref, Batch batch) {
    try {
      documents.update(
          ref.definition(),
          Batch.class,
          stored -> Change.of(stored == null ? batch : stored, stored == null));
    } catch (IOException e) {
      throw failed(ref, e);
    }
  }

  /** Whether the round has been opened and not closed. */
  public boolean isOpen(BatchRef ref) {
    try {
      return documents.read(ref.openMark(), BatchRef.class).isPresent();
    } catch (IOException e) {
      throw failed(ref, e);
    }
  }

  /** The rounds that have been opened and not closed. */
  List<BatchRef> open() {
    try {
      List<BatchRef> open = new ArrayList<>();
      for (String name : documents.list(OPEN)) {
        documents.read(name, BatchRef.class).ifPresent(open::add);
      }
      return open;
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to list the batches that run", e);
    }
  }

  /** Nobody has to look after the round any more. */
  void close(BatchRef ref) {
    try {
      documents.delete(ref.openMark(), BatchRef.class);
    } catch (IOException e) {
      throw failed(ref, e);
    }
  }

  /**
   * The ledger of a round, which is the given one if there is none yet. Marked as open before, so
   * that no crash leaves a round that nobody looks after.
   */
  BatchLedger open(BatchRef ref, BatchLedger fresh) {
    try {
      documents.update(ref.openMark(), BatchRef.class, stored -> Change.of(ref, true));
    } catch (IOException e) {
      throw failed(ref, e);
    }
    return update(
        ref,
        stored -> {
          BatchLedger opened = stored == null ? fresh : stored;
          return Change.of(opened, opened);
        });
  }

  /**
   * Changes the ledger of a round.
   *
   * @param change pure: it may be applied more than once
   * @throws IllegalStateException if there is none
   */
  <R> R change(BatchRef ref, Function<BatchLedger, Change<BatchLedger, R>> change) {
    return update(
        ref,
        stored -> {
          if (stored == null) {
            throw new IllegalStateException(
                "The ledger of the batch " + ref.roundId() + " is gone");
          }
          return change.apply(stored);
        });
  }

  private <R> R update(BatchRef ref, Update<BatchLedger, R> update) {
    try {
      return documents.update(ref.ledger(), BatchLedger.class, update);
    } catch (IOException e) {
      throw failed(ref, e);
    }
  }

  private static UncheckedIOException failed(BatchRef ref, IOException e) {
    return new UncheckedIOException(
        "Tried to reach what is stored of the batch " + ref.batchId(), e);
  }
}
