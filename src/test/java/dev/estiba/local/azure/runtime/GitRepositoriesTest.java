package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which repositories are cloned, and to where. */
final class GitRepositoriesTest {

  private final GitRepositories git = new GitRepositories(List.of());

  private static Volume.GitRepository of(String repository, @Nullable String directory) {
    return new Volume.GitRepository("source", repository, directory, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://example.com/a.git | ../b | must lie in the volume",
        "https://example.com/a.git | /b | must lie in the volume",
        "https://example.com/.. | | must lie in the volume",
        "https://example.com/...git | | must lie in the volume",
        "file:///etc | | must be an https, http, ssh or git URL",
        "/etc | | must be an https, http, ssh or git URL",
        "ext::sh -c id | | Illegal character",
      })
  void what_leaves_the_volume_or_comes_from_this_machine_is_refused(
      String repository, @Nullable String directory, String why) {
    assertThatThrownBy(() -> git.check(of(repository, directory)))
        .isInstanceOf(ContainerRefusedException.class)
        .hasMessageContaining("gitRepo volume 'source'")
        .hasMessageContaining(why);
  }

  @Test
  void others_are_let_in() {
    assertThatCode(() -> git.check(of("https://example.com/a.git", null)))
        .doesNotThrowAnyException();
    assertThatCode(() -> git.check(of("http://example.com/a/", "."))).doesNotThrowAnyException();
  }
}
