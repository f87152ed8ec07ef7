package dev.estiba.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryDocumentStoreTest extends DocumentStoreContract {

  @TempDir private Path folder;
  private DocumentStore store;

  @BeforeEach
  void take_a_directory_that_is_not_there_yet() {
    store = new DirectoryDocumentStore(folder.resolve("state"));
  }

  @Override
  DocumentStore store() {
    return store;
  }

  @Test
  void another_process_after_this_one_knows_the_versions() throws Exception {
    String version = store.write("a.json", "1", null).orElseThrow();

    assertThat(new DirectoryDocumentStore(folder.resolve("state")).write("a.json", "2", version))
        .isPresent();
  }

  @Test
  void what_a_crash_left_half_written_is_no_document_and_in_nobodys_way() throws Exception {
    store.write("a/b.json", "1", null);
    Files.writeString(folder.resolve("state/a/.tmp-c.json"), "{\"half");

    assertThat(store.list("")).containsExactly("a/b.json");
    assertThat(store.write("a/c.json", "2", null)).isPresent();
    assertThat(folder.resolve("state/a")).isDirectoryNotContaining("glob:**/.tmp-*");
  }
}
