package dev.estiba.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every store of logs keeps. */
abstract class LogStoreContract {

  private static final String PATH = "instance/1/main.log";

  /** A store with nothing in it. */
  abstract LogStore store();

  @Test
  void what_was_never_written_is_empty() throws Exception {
    assertThat(store().length(PATH)).isZero();
    assertThat(store().read(PATH, 0, 10)).isEmpty();
  }

  @Test
  void what_is_appended_is_read_from_any_offset() throws Exception {
    LogStore store = store();

    assertThat(store.append(PATH, 0, "one\n".getBytes(UTF_8))).isTrue();
    assertThat(store.append(PATH, 4, "two\n".getBytes(UTF_8))).isTrue();

    assertThat(store.length(PATH)).isEqualTo(8);
    assertThat(store.read(PATH, 0, 100)).asString(UTF_8).isEqualTo("one\ntwo\n");
    assertThat(store.read(PATH, 4, 2)).asString(UTF_8).isEqualTo("tw");
    assertThat(store.read(PATH, 8, 100)).isEmpty();
    assertThat(store.read(PATH, 9, 100)).isEmpty();
    assertThat(store.read(PATH, 0, 0)).isEmpty();
  }

  @Test
  void of_two_writers_one_is_told_to_look_again() throws Exception {
    LogStore store = store();
    store.append(PATH, 0, "one\n".getBytes(UTF_8));

    assertThat(store.append(PATH, 0, "other\n".getBytes(UTF_8))).isFalse();

    assertThat(store.read(PATH, 0, 100)).asString(UTF_8).isEqualTo("one\n");
  }

  @Test
  void a_large_append_is_kept_whole() throws Exception {
    LogStore store = store();
    byte[] large = new byte[9 * 1024 * 1024];
    Arrays.fill(large, (byte) 'x');
    for (int i = 999; i < large.length; i += 1000) {
      large[i] = '\n';
    }
    large[large.length - 1] = '\n';

    store.append(PATH, 0, large);

    assertThat(store.length(PATH)).isEqualTo(large.length);
    assertThat(store.read(PATH, 0, large.length)).isEqualTo(large);
  }

  @Test
  void a_location_tells_where_it_is() {
    assertThat(store().location(PATH).toString()).endsWith(PATH);
  }
}
