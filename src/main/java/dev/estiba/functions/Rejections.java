package dev.estiba.functions;

import dev.estiba.document.Problem;
import dev.estiba.store.Change;
import dev.estiba.store.SharedDocuments;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that were rejected where nobody waits for an answer: the newest {@value #MOST}, each
 * a document of its own whose name begins with the time, so that their names alone give the order.
 * Thread-safe, for any number of hosts.
 */
final class Rejections {

  static final int MOST = 1000;

  private static final Logger log = LoggerFactory.getLogger(Rejections.class);
  private static final String FOLDER = "rejected/";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._=@:-]{0,149}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final SharedDocuments documents;
  private final InstantSource clock;
  private final int most;

  Rejections(SharedDocuments documents, InstantSource clock) {
    this(documents, clock, MOST);
  }

  /**
   * @param most how many are kept
   */
  Rejections(SharedDocuments documents, InstantSource clock, int most) {
    this.documents = documents;
    this.clock = clock;
    this.most = most;
  }

  /**
   * Keeps a request. One that is rejected again, with the same id, is kept once, with the newest
   * reason.
   *
   * @param id 1 to 150 letters, digits and {@code . _ = @ : -}, the first a letter or a digit
   * @param source where it came from, in a word
   * @throws IOException if it is not certain that it is kept
   */
  RejectedRequest keep(String id, String source, String reason, List<Problem> problems, String text)
      throws IOException {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("Not the id of a rejected request: " + id);
    }
    List<String> names = documents.list(FOLDER);
    Optional<String> before = named(id, names).findFirst();
    Optional<RejectedRequest> earlier = before.isPresent() ? read(before.get()) : Optional.empty();
    Instant at = earlier.map(RejectedRequest::at).orElseGet(clock::instant);
    RejectedRequest rejected = new RejectedRequest(id, source, reason, problems, text, at);
    write(before.orElseGet(() -> FOLDER + TIME.format(at) + "~" + id), rejected);
    log.warn("Request {} from {} is rejected: {}", id, source, reason);
    if (before.isEmpty()) {
      deleteOldest(names);
    }
    return rejected;
  }

  /** The newest come first. */
  List<RejectedRequest> newest(int top) throws IOException {
    List<String> names = new ArrayList<>(documents.list(FOLDER));
    Collections.reverse(names);
    List<RejectedRequest> newest = new ArrayList<>();
    for (String name : names.subList(0, Math.min(top, names.size()))) {
      read(name).ifPresent(newest::add);
    }
    return newest;
  }

  Optional<RejectedRequest> find(String id) throws IOException {
    Optional<String> name = named(id, documents.list(FOLDER)).findFirst();
    return name.isPresent() ? read(name.get()) : Optional.empty();
  }

  /**
   * Forgets a request.
   *
   * @return false if there is none
   */
  boolean delete(String id) throws IOException {
    List<String> names = named(id, documents.list(FOLDER)).toList();
    for (String name : names) {
      documents.delete(name, RejectedRequest.class);
    }
    return !names.isEmpty();
  }

  /** Two only where two hosts rejected it at the same moment. */
  private static Stream<String> named(String id, List<String> names) {
    return names.stream().filter(name -> name.endsWith("~" + id));
  }

  private Optional<RejectedRequest> read(String name) throws IOException {
    return documents.read(name, RejectedRequest.class);
  }

  private void write(String name, RejectedRequest rejected) throws IOException {
    boolean unused =
        documents.update(name, RejectedRequest.class, before -> Change.of(rejected, true));
  }

  /**
   * Makes room where there was none before the newest came.
   *
   * @param names of those before it, in their order
   */
  private void deleteOldest(List<String> names) throws IOException {
    for (String name : names.subList(0, Math.max(0, names.size() + 1 - most))) {
      documents.delete(name, RejectedRequest.class);
    }
  }
}
