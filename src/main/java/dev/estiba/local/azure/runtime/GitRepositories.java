package dev.estiba.local.azure.runtime;

import dev.estiba.local.azure.runtime.ContainerRefusedException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.api.CloneCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.SystemReader;

/** Clones repositories, from elsewhere or from directories of this machine that are allowed. */
final class GitRepositories {

  private static final Set<String> REMOTE = Set.of("https", "http", "ssh", "git");

  /** JGit has no ssh of its own, but runs the program that this variable names. */
  private static final String SSH_PROGRAM = "GIT_SSH";

  /** Of silence. */
  private static final int TIMEOUT_SECONDS = 60;

  private final List<Path> allowed;

  /**
   * @param allowed the directories below which a repository of this machine may lie
   */
  GitRepositories(List<Path> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  void check(Volume.GitRepository volume) throws ContainerRefusedException {
    String directory = name(volume);
    if (directory.startsWith("/") || directory.contains("..")) {
      throw refused(volume, "its directory '" + directory + "' must lie in the volume");
    }
    try {
      source(volume);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(volume, String.valueOf(e.getMessage()));
    }
  }

  private static ContainerRefusedException refused(Volume.GitRepository volume, String reason) {
    return new ContainerRefusedException(
        Reason.NOT_RUNNABLE,
        "The gitRepo volume '" + volume.name() + "' cannot be made: " + reason + ".");
  }

  /**
   * What to clone: a path for a repository of this machine, so that nobody reads it differently.
   */
  private String source(Volume.GitRepository volume) throws IOException {
    URI uri = URI.create(volume.repository());
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (scheme.equals("ssh") && SystemReader.getInstance().getenv(SSH_PROGRAM) == null) {
      throw new IllegalArgumentException(
          "its repository '"
              + shown(volume)
              + "' needs an ssh program, such as GIT_SSH=ssh in the"
              + " environment of this process");
    }
    if (REMOTE.contains(scheme)) {
      return volume.repository();
    }
    if (scheme.equals("file") && uri.getPath() != null) {
      Path path = Path.of(uri.getPath());
      for (Path directory : allowed) {
        if (path.toRealPath().startsWith(directory.toRealPath())) {
          return path.toRealPath().toString();
        }
      }
    }
    throw new IllegalArgumentException(
        "its repository must be an https, http, ssh or git URL, not '" + shown(volume) + "'");
  }

  /**
   * Clones as {@code git clone} in that directory would.
   *
   * @param cancelled is asked now and then
   */
  void cloneInto(Path directory, Volume.GitRepository volume, BooleanSupplier cancelled) {
    try {
      CloneCommand command =
          Git.cloneRepository()
              .setURI(source(volume))
              .setDirectory(directory.resolve(name(volume)).normalize().toFile())
              .setTimeout(TIMEOUT_SECONDS)
              .setProgressMonitor(new Cancel(cancelled));
      try (Git git = command.call()) {
        String revision = volume.revision();
        if (revision != null && !revision.isBlank()) {
          git.checkout().setName(commit(git.getRepository(), revision).name()).call();
        }
      }
    } catch (GitAPIException | JGitInternalException | IOException e) {
      throw failed(volume, e);
    }
  }

  private static String name(Volume.GitRepository volume) {
    String directory = volume.directory();
    if (directory != null && !directory.isBlank()) {
      return directory;
    }
    String path = volume.repository().replaceAll("/+$", "").replaceAll("/?\\.git$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static ObjectId commit(Repository repository, String revision) throws IOException {
    for (String name :
        List.of("refs/tags/" + revision, "refs/remotes/origin/" + revision, revision)) {
      ObjectId id = repository.resolve(name + "^{commit}");
      if (id != null) {
        return id;
      }
    }
    throw new IOException("there is no commit, tag or branch '" + revision + "'");
  }

  private static GroupFailedException failed(Volume.GitRepository volume, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String outer = String.valueOf(e.getMessage());
    String inner = String.valueOf(cause.getMessage());
    String reason = outer.contains(inner) ? outer : outer + ": " + inner;
    return new GroupFailedException(
        "FailedMount",
        "MountVolume.SetUp failed for volume '%s': failed to clone '%s': %s"
            .formatted(
                volume.name(), shown(volume), reason.replace(volume.repository(), shown(volume))));
  }

  /** Without a password. */
  private static String shown(Volume.GitRepository volume) {
    return volume.repository().replaceAll("(://[^/:@]*):[^/@]*@", "$1@");
  }

  private static final class Cancel extends EmptyProgressMonitor {

    private final BooleanSupplier cancelled;

    Cancel(BooleanSupplier cancelled) {
      this.cancelled = cancelled;
    }

    @Override
    public boolean isCancelled() {
      return cancelled.getAsBoolean();
    }
  }
}
