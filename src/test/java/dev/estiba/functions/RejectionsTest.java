package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.document.Problem;
import dev.estiba.store.Change;
import dev.estiba.store.DirectoryDocumentStore;
import dev.estiba.store.SharedDocuments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<Problem> PROBLEMS = List.of(new Problem("/image", "is required"));

  @TempDir private Path folder;
  private Instant now = NOON;
  private Rejections rejections;

  @BeforeEach
  void begin() {
    rejections = another();
  }

  private Rejections another() {
    return new Rejections(new SharedDocuments(new DirectoryDocumentStore(folder)), () -> now, 3);
  }

  private void keep(String id) throws IOException {
    now = now.plus(1, ChronoUnit.MICROS);
    rejections.keep(id, "queue", "bad " + id, PROBLEMS, "text of " + id);
  }

  private List<String> newest(int top) throws IOException {
    return another().newest(top).stream().map(RejectedRequest::id).toList();
  }

  @Test
  void what_is_kept_is_found_by_every_host() throws IOException {
    RejectedRequest kept = rejections.keep("a", "queue", "bad", PROBLEMS, "text");

    assertThat(kept).isEqualTo(new RejectedRequest("a", "queue", "bad", PROBLEMS, "text", NOON));
    assertThat(another().find("a")).contains(kept);
    assertThat(another().find("b")).isEmpty();
  }

  @Test
  void the_newest_come_first_and_the_oldest_make_room() throws IOException {
    keep("x");
    keep("c");
    keep("a");
    assertThat(newest(10)).containsExactly("a", "c", "x");

    keep("b");

    assertThat(newest(10)).containsExactly("b", "a", "c");
    assertThat(newest(2)).containsExactly("b", "a");
    assertThat(rejections.find("x")).isEmpty();
  }

  @Test
  void one_that_is_rejected_again_is_kept_once_at_its_time_with_the_newest_reason()
      throws IOException {
    keep("a");
    keep("b");
    keep("c");

    now = NOON.plusSeconds(60);
    another().keep("a", "queue", "still bad", List.of(), "text of a");

    assertThat(newest(10)).containsExactly("c", "b", "a");
    RejectedRequest again = rejections.find("a").orElseThrow();
    assertThat(again.reason()).isEqualTo("still bad");
    assertThat(again.at()).isEqualTo(NOON.plus(1, ChronoUnit.MICROS));
  }

  /** Whose name has no more than milliseconds. */
  @Test
  void one_that_an_earlier_build_kept_is_found_and_older() throws IOException {
    boolean unused =
        new SharedDocuments(new DirectoryDocumentStore(folder))
            .update(
                "rejected/20260301T115959.999Z~old",
                RejectedRequest.class,
                before ->
                    Change.of(
                        new RejectedRequest("old", "queue", "bad", PROBLEMS, "text", NOON), true));
    keep("new");

    assertThat(newest(10)).containsExactly("new", "old");
    assertThat(rejections.find("old")).isPresent();
    assertThat(rejections.delete("old")).isTrue();
    assertThat(newest(10)).containsExactly("new");
  }

  @Test
  void one_that_is_dealt_with_is_gone() throws IOException {
    keep("a");
    keep("ba");

    assertThat(another().delete("a")).isTrue();

    assertThat(newest(10)).containsExactly("ba");
    assertThat(rejections.delete("a")).isFalse();
  }

  @Test
  void an_id_that_no_document_can_have_is_refused() {
    assertThatThrownBy(() -> keep("../a")).hasMessageContaining("../a");
    assertThatThrownBy(() -> keep("a~b")).hasMessageContaining("a~b");
  }
}
