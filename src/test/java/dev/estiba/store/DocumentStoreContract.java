package dev.estiba.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.store.DocumentStore.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of documents keeps. */
abstract class DocumentStoreContract {

  /** The same place at each call, as another host has it. */
  abstract DocumentStore store();

  @Test
  void what_was_never_written_is_not_there() throws Exception {
    assertThat(store().read("a/b.json")).isEmpty();
    assertThat(store().list("")).isEmpty();
    assertThat(store().delete("a/b.json", "1")).isFalse();
    assertThat(store().write("a/b.json", "{}", "1")).isEmpty();
    assertThat(store().read("a/b.json")).isEmpty();
  }

  @Test
  void what_one_host_writes_another_reads_with_its_version() throws Exception {
    String version = store().write("a/n:1.json", "{\"a\":\"ñ\"}", null).get();

    assertThat(store().read("a/n:1.json")).contains(new Stored("{\"a\":\"ñ\"}", version));
    assertThat(store().list("a/")).containsExactly("a/n:1.json");
  }

  @Test
  void a_document_is_created_once() throws Exception {
    store().write("a.json", "1", null).orElseThrow();

    assertThat(store().write("a.json", "2", null)).isEmpty();

    assertThat(store().read("a.json").orElseThrow().content()).isEqualTo("1");
  }

  @Test
  void of_two_writers_that_read_the_same_version_one_is_told_to_look_again() throws Exception {
    String first = store().write("a.json", "1", null).orElseThrow();
    String second = store().write("a.json", "2", first).orElseThrow();

    assertThat(store().write("a.json", "other", first)).isEmpty();

    assertThat(store().read("a.json")).contains(new Stored("2", second));
    assertThat(store().write("a.json", "3", second)).isPresent();
  }

  @Test
  void of_writers_at_the_same_time_one_succeeds() throws Exception {
    String first = store().write("a.json", "0", null).orElseThrow();

    long succeeded = IntStream.range(1, 9).parallel().filter(i -> writes(i, first)).count();

    assertThat(succeeded).isEqualTo(1);
  }

  private boolean writes(int content, String expected) {
    try {
      return store().write("a.json", String.valueOf(content), expected).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void only_the_version_that_was_read_is_deleted() throws Exception {
    String first = store().write("a.json", "1", null).orElseThrow();
    String second = store().write("a.json", "2", first).orElseThrow();

    assertThat(store().delete("a.json", first)).isFalse();
    assertThat(store().delete("a.json", second)).isTrue();

    assertThat(store().read("a.json")).isEmpty();
    assertThat(store().write("a.json", "new", null)).isPresent();
  }

  @Test
  void names_are_listed_by_their_beginning() throws Exception {
    for (String name :
        new String[] {"batch/b.json", "batch/a.json", "batches.json", "x/y/z.json"}) {
      store().write(name, "{}", null);
    }

    assertThat(store().list("batch/")).containsExactly("batch/a.json", "batch/b.json");
    assertThat(store().list("batch"))
        .containsExactly("batch/a.json", "batch/b.json", "batches.json");
    assertThat(store().list("x/y")).containsExactly("x/y/z.json");
    assertThat(store().list("none")).isEmpty();
  }

  @Test
  void what_is_written_anew_meanwhile_is_listed() throws Exception {
    String first = store().write("t/a.json", "0", null).orElseThrow();
    store().write("t/b.json", "{}", null).orElseThrow();

    CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> writesOften(first));
    try {
      do {
        assertThat(store().list("t/")).contains("t/a.json", "t/b.json");
      } while (!writes.isDone());
    } finally {
      writes.join();
    }
  }

  /** The one document over and over, and another that comes and goes. */
  private void writesOften(String first) {
    try {
      String version = first;
      for (int i = 1; i <= 100; i++) {
        version = store().write("t/a.json", String.valueOf(i), version).orElseThrow();
        String other = store().write("t/c.json", "{}", null).orElseThrow();
        assertThat(store().delete("t/c.json", other)).isTrue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", ".a", "a/.tmp-b", "a b", "%41"})
  void a_name_that_might_be_another_place_is_refused(String name) {
    assertThatThrownBy(() -> store().read(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'");
    assertThatThrownBy(() -> store().write(name, "{}", null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_document_of_some_megabytes_is_kept_whole() throws Exception {
    String large = "\"" + "x".repeat(3_000_000) + "\"";

    String version = store().write("large.json", large, null).orElseThrow();

    assertThat(store().read("large.json")).contains(new Stored(large, version));
  }
}
