package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.local.azure.runtime.Volume.EmptyDirectory;
import dev.estiba.local.azure.runtime.Volume.GitRepository;
import dev.estiba.local.azure.runtime.Volume.HostDirectory;
import dev.estiba.local.azure.runtime.Volume.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the containers of a group find in the directories that they mount. */
final class DockerVolumesIT extends DockerTestCase {

  @TempDir private Path folder;
  private final TestGroup group = new TestGroup();

  @Override
  List<Path> repositories() {
    return List.of(folder);
  }

  private static VolumeMount mount(String volume, String path) {
    return new VolumeMount(volume, path, false);
  }

  private static VolumeMount readOnly(String volume, String path) {
    return new VolumeMount(volume, path, true);
  }

  @Test
  void containers_pass_files_through_an_empty_directory_that_goes_with_the_group()
      throws Exception {
    group.with(new EmptyDirectory("scratch"));
    ContainerSpec writer =
        start(group.shell("writer", "ls -A /out; echo x >/out/f", mount("scratch", "/out")));
    assertThat(logAtEnd(writer)).isEmpty();
    ContainerSpec reader =
        start(
            group.shell(
                "reader", "exec 2>&1; cat /in/f; echo y >/in/g", readOnly("scratch", "/in")));

    assertThat(logAtEnd(reader)).startsWith("x\n").contains("Read-only file system");
    assertThat(volumes()).containsExactly("local-azure-" + group.uid + "-scratch");

    runtime.remove(writer.id());
    runtime.remove(reader.id());
    runtime.removeGroup(group.uid);
    runtime.removeGroup(group.uid);
    assertThat(volumes()).isEmpty();
    assertThat(containers()).isEmpty();
  }

  @Test
  void every_user_may_write_to_an_empty_directory_which_hides_what_the_image_has_there()
      throws Exception {
    group.with(new EmptyDirectory("first")).with(new EmptyDirectory("second"));
    String script = "stat -c %a /bin2; ls -A /etc; echo done";

    ContainerSpec one =
        start(group.shell("one", script, mount("first", "/bin2"), mount("second", "/etc")));

    // The engine itself puts three files into /etc.
    assertThat(logAtEnd(one)).startsWith("777\n").endsWith("done\n").doesNotContain("passwd");
  }

  @Test
  void an_empty_directory_keeps_its_files_over_attempts_and_restarts_of_the_runtime()
      throws Exception {
    group.with(new EmptyDirectory("scratch"));
    ContainerSpec first =
        start(group.shell("worker", "echo kept >/s/f; exit 1", mount("scratch", "/s")));
    assertThat(recorder.exitCode(first)).isEqualTo(1);

    reopen();
    runtime.remove(first.id());
    ContainerSpec second =
        start(
            group.container(
                "worker", 1, "busybox", List.of("cat", "/s/f"), mount("scratch", "/s")));

    assertThat(logAtEnd(second)).isEqualTo("kept\n");
  }

  @Test
  void a_secrets_files_can_be_read_and_not_be_changed() throws Exception {
    group.with(new Secret("keys", files("a.key", "se\0cret")));
    String script =
        "exec 2>&1; stat -c '%a %u' /keys /keys/*; cat /keys/a.key; echo; echo x >/keys/a.key";

    ContainerSpec one = start(group.shell("one", script, mount("keys", "/keys")));

    assertThat(logAtEnd(one))
        .startsWith("755 0\n444 0\nse\0cret\n")
        .contains("Read-only file system");
  }

  @Test
  void all_that_a_group_mounts_is_there_before_its_first_container_runs() throws Exception {
    Files.writeString(folder.resolve("host"), "from the host\n");
    group
        .sharingNetwork()
        .with(new HostDirectory("share", folder, false))
        .with(new Secret("one", files("1", "one\n")))
        .with(new Secret("two", files("2", "two\n")));
    VolumeMount[] mounts = {mount("share", "/h"), mount("one", "/one"), mount("two", "/two")};

    ContainerSpec reader = start(group.shell("reader", "cat /h/host /one/1 /two/2", mounts));
    ContainerSpec other = start(group.shell("other", "cat /two/2; echo y >/h/back", mounts));

    assertThat(logAtEnd(reader)).isEqualTo("from the host\none\ntwo\n");
    assertThat(logAtEnd(other)).isEqualTo("two\n");
    assertThat(folder.resolve("back")).hasContent("y\n");
  }

  @Test
  void a_directory_of_this_machine_is_read_only_if_the_volume_or_the_mount_is() throws Exception {
    group.with(new HostDirectory("ro", folder, true)).with(new HostDirectory("rw", folder, false));
    String script = "echo a >/a/x; echo b >/b/x; echo c >/c/x";

    ContainerSpec one =
        start(
            group.shell("one", script, mount("ro", "/a"), readOnly("rw", "/b"), mount("rw", "/c")));

    assertThat(logAtEnd(one)).contains("/a/x", "/b/x").doesNotContain("/c/x");
    assertThat(folder.resolve("x")).hasContent("c\n");
    assertThat(containers()).hasSize(1);
  }

  @Test
  void a_directory_of_this_machine_that_is_not_there_is_named() throws Exception {
    Path missing = folder.resolve("missing");
    group.with(new HostDirectory("share", missing, false));

    ContainerSpec one = start(group.shell("one", "true", mount("share", "/h")));

    assertThat(recorder.await(one, ContainerState.NotProvisioned.class).message())
        .contains(missing.toString());
  }

  @Test
  void a_repository_that_nobody_mounts_is_checked_like_any_other() {
    group.with(new GitRepository("source", "https://example.com/a.git", "../../out", null));

    assertThatThrownBy(() -> start(group.shell("one", "true")))
        .isInstanceOf(ContainerRefusedException.class)
        .hasMessageContaining("'../../out' must lie in the volume");
  }

  /** With two commits, the first of which has a tag; and a branch. */
  private RevCommit repository(Path directory) throws Exception {
    try (Git git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call()) {
      RevCommit first = commit(git, "one");
      git.tag().setName("v1").setSigned(false).call();
      git.branchCreate().setName("side").call();
      commit(git, "two");
      return first;
    }
  }

  private static RevCommit commit(Git git, String content) throws Exception {
    Path directory = git.getRepository().getWorkTree().toPath();
    Files.writeString(directory.resolve("file"), content + "\n");
    Files.createDirectories(directory.resolve("sub"));
    Files.writeString(directory.resolve("sub/run.sh"), "#!/bin/sh\necho ran\n");
    directory.resolve("sub/run.sh").toFile().setExecutable(true);
    if (!Files.exists(directory.resolve("link"))) {
      Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    }
    git.add().addFilepattern(".").call();
    return git.commit()
        .setMessage(content)
        .setAuthor("a", "a@example.com")
        .setCommitter("a", "a@example.com")
        .setSign(false)
        .call();
  }

  @Test
  void a_repository_is_cloned_before_the_first_container_runs() throws Exception {
    repository(folder.resolve("tool.git"));
    String url = folder.resolve("tool.git").toUri().toString();
    group
        .with(new GitRepository("plain", url, null, null))
        .with(new GitRepository("flat", url, ".", "v1"))
        .with(new GitRepository("branch", url, "there", "side"));

    ContainerSpec one =
        start(
            group.shell(
                "one",
                "cat /p/tool/link /f/file /b/there/file; /p/tool/sub/run.sh; ls -d /f/.git",
                mount("plain", "/p"),
                mount("flat", "/f"),
                mount("branch", "/b")));

    assertThat(logAtEnd(one)).isEqualTo("two\none\none\nran\n/f/.git\n");
  }

  @Test
  void a_commit_can_be_asked_for() throws Exception {
    RevCommit first = repository(folder.resolve("tool"));
    String url = folder.resolve("tool").toUri().toString();
    group.with(new GitRepository("code", url, ".", first.name()));

    ContainerSpec one = start(group.shell("one", "cat /c/file", mount("code", "/c")));

    assertThat(logAtEnd(one)).isEqualTo("one\n");
  }

  @Test
  void a_repository_that_cannot_be_cloned_fails_the_mount_and_says_why() throws Exception {
    group.with(new GitRepository("code", "http://me:hush@127.0.0.1:1/tool.git", null, null));

    ContainerSpec one = start(group.shell("one", "true", mount("code", "/c")));

    var refused = recorder.await(one, ContainerState.NotProvisioned.class);
    assertThat(refused.detail()).isEqualTo("FailedMount");
    assertThat(refused.message())
        .contains("'code'", "http://me@127.0.0.1:1/tool.git", "Connection refused")
        .doesNotContain("hush");
  }

  @Test
  void a_revision_that_is_not_there_fails_the_mount() throws Exception {
    repository(folder.resolve("tool"));
    String url = folder.resolve("tool").toUri().toString();
    group.with(new GitRepository("code", url, null, "v9"));

    ContainerSpec one = start(group.shell("one", "true", mount("code", "/c")));

    assertThat(recorder.await(one, ContainerState.NotProvisioned.class).message())
        .contains("no commit, tag or branch 'v9'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc", "/etc", "ext::sh -c id", "jar:file:/x!/", "relative"})
  void only_repositories_elsewhere_or_in_allowed_directories_are_cloned(String url) {
    group.with(new GitRepository("code", url, null, null));

    assertThatThrownBy(() -> start(group.shell("one", "true", mount("code", "/c"))))
        .isInstanceOf(ContainerRefusedException.class)
        .hasMessageContaining("'code'");
  }

  @Test
  void a_link_does_not_lead_out_of_the_allowed_directories() throws Exception {
    Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc"));
    String url = "file://" + folder + "/out";
    group.with(new GitRepository("code", url, null, null));

    assertThatThrownBy(() -> start(group.shell("one", "true", mount("code", "/c"))))
        .isInstanceOf(ContainerRefusedException.class)
        .hasMessageContaining("https, http, ssh or git");
  }

  @Test
  void a_clone_stays_in_its_volume() {
    group.with(new GitRepository("code", "https://example.com/x", "../out", null));

    assertThatThrownBy(() -> start(group.shell("one", "true", mount("code", "/c"))))
        .isInstanceOf(ContainerRefusedException.class)
        .hasMessageContaining("must lie in the volume");
  }
}
