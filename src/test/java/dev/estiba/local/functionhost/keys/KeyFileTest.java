package dev.estiba.local.functionhost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  private static final String SYSTEM = "durabletask_extension";

  @TempDir Path directory;
  private KeyFile file;

  @BeforeEach
  void name_the_file() {
    file = new KeyFile(directory.resolve("keys.json"));
  }

  private HostKeys made(String... functions) throws IOException {
    return file.readOrMake(List.of(functions), List.of(SYSTEM));
  }

  @Test
  void the_first_start_makes_keys_and_later_ones_keep_them() throws Exception {
    HostKeys first = made("Load");

    assertThat(first.masterKey()).hasSizeGreaterThan(40);
    assertThat(List.of(first.masterKey(), first.defaultKey(), first.systemKey(SYSTEM)))
        .doesNotHaveDuplicates();
    assertThat(made("Load")).isEqualTo(first);
    assertThat(file.read()).isEqualTo(first);
  }

  @Test
  void a_new_function_gets_a_key_and_the_others_keep_theirs() throws Exception {
    HostKeys before = made("Load");

    HostKeys after = made("Load", "Unload");

    assertThat(after.functions().get("Load")).isEqualTo(before.functions().get("Load"));
    assertThat(after.functions().get("Unload")).containsOnlyKeys("default");
    assertThat(after.masterKey()).isEqualTo(before.masterKey());
  }

  @Test
  void only_the_owner_can_read_the_file_and_a_wider_one_is_narrowed() throws Exception {
    made();
    assertThat(permissions()).isEqualTo("rw-------");

    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
    made();

    assertThat(permissions()).isEqualTo("rw-------");
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()));
  }

  @Test
  void a_broken_file_is_named_and_its_content_is_not_shown() throws Exception {
    Files.writeString(file.path(), "{\"masterKey\": \"very-secret\", ");

    assertThatThrownBy(this::made)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.path().toString())
        .hasMessageContaining("delete it")
        .hasMessageNotContaining("very-secret");
  }

  @Test
  void an_empty_key_is_refused() throws Exception {
    Files.writeString(
        file.path(),
        "{\"masterKey\":\"m\",\"functionKeys\":{\"default\":\"\"},\"systemKeys\":{},"
            + "\"functions\":{}}");

    assertThatThrownBy(this::made).hasMessageContaining("is empty");
  }

  @Test
  void each_level_is_opened_by_its_keys_and_by_the_master_key_alone() {
    HostKeys keys =
        new HostKeys(
            "master",
            Map.of("default", "host", "second", "host2"),
            Map.of(SYSTEM, "system"),
            Map.of("Load", Map.of("default", "load"), "Unload", Map.of("default", "unload")));

    assertThat(opening(keys, new KeyLevel.Anonymous()))
        .containsExactly("master", "host", "host2", "system", "load", "unload", "", "wrong");
    assertThat(opening(keys, new KeyLevel.Function("Load")))
        .containsExactly("master", "host", "host2", "load");
    assertThat(opening(keys, new KeyLevel.System(SYSTEM))).containsExactly("master", "system");
    assertThat(opening(keys, new KeyLevel.System("other"))).containsExactly("master");
    assertThat(opening(keys, new KeyLevel.Admin())).containsExactly("master");
  }

  private static List<String> opening(HostKeys keys, KeyLevel level) {
    return List.of("master", "host", "host2", "system", "load", "unload", "", "wrong").stream()
        .filter(key -> keys.opens(level, key))
        .toList();
  }
}
