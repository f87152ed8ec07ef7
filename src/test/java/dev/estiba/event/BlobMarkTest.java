package dev.estiba.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlobMarkTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final BlobPath PATH = BlobPath.of("files");

  private static FoundBlob blob(String name, String eTag, long secondsAfterNoon) {
    return new FoundBlob(
        "https://a.blob.core.windows.net",
        "files",
        name,
        eTag,
        NOON.plusSeconds(secondsAfterNoon),
        null,
        5);
  }

  /** A storage whose clock shows noon. */
  private static BlobMark markAtNoon(FoundBlob... there) throws IOException {
    return BlobMark.now(
        new WatchedBlobs() {
          @Override
          public Instant now(BlobPath path) {
            return NOON;
          }

          @Override
          public List<FoundBlob> list(BlobPath path, Instant since) {
            return List.of(there).stream()
                .filter(blob -> !blob.lastModified().isBefore(since))
                .toList();
          }
        },
        PATH);
  }

  @Test
  void what_was_there_before_is_not_new_even_if_it_was_written_in_the_same_second()
      throws IOException {
    FoundBlob before = blob("a", "1", 0);
    BlobMark mark = markAtNoon(before, blob("old", "1", -100));

    assertThat(mark.isNew(before)).isFalse();
    assertThat(mark.isNew(blob("old", "1", -100))).isFalse();
    assertThat(mark.isNew(blob("b", "1", 0))).isTrue();
    assertThat(mark.isNew(blob("a", "2", 0))).as("overwritten").isTrue();
  }

  @Test
  void a_blob_that_was_stamped_by_a_slow_clock_is_new() throws IOException {
    BlobMark mark = markAtNoon().with(List.of(blob("a", "1", 100)), NOON.plusSeconds(100));

    assertThat(mark.isNew(blob("b", "1", 75))).isTrue();
    assertThat(mark.isNew(blob("a", "1", 100))).isFalse();
  }

  @Test
  void what_was_written_while_others_were_listed_is_new() throws IOException {
    FoundBlob late = blob("z", "1", 90);

    BlobMark mark = markAtNoon().with(List.of(late), NOON.plusSeconds(10));

    assertThat(mark.isNew(blob("a", "1", 15))).isTrue();
    assertThat(mark.isNew(late)).isFalse();
  }

  @Test
  void what_is_long_ago_is_not_kept() throws IOException {
    BlobMark mark = markAtNoon(blob("a", "1", 0));

    BlobMark later = mark.with(List.of(blob("b", "1", 50)), NOON.plusSeconds(60));

    assertThat(later.newest()).isEqualTo(NOON.plusSeconds(50));
    assertThat(later.known()).containsOnlyKeys(blob("b", "1", 50).identity());
    assertThat(later.isNew(blob("a", "1", 0))).isFalse();
  }

  @Test
  void a_mark_never_goes_back() throws IOException {
    BlobMark mark = markAtNoon().with(List.of(blob("a", "1", 50)), NOON.plusSeconds(60));

    BlobMark same = mark.with(List.of(blob("b", "1", 40)), NOON.plusSeconds(45));

    assertThat(same.newest()).isEqualTo(mark.newest());
    assertThat(same.isNew(blob("a", "1", 50))).isFalse();
    assertThat(same.isNew(blob("b", "1", 40))).isFalse();
  }
}
