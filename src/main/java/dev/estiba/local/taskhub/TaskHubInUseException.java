package dev.estiba.local.taskhub;

import java.nio.file.Path;

/** Another process, or another task hub of this one, has the database open. */
public final class TaskHubInUseException extends RuntimeException {

  TaskHubInUseException(Path database, Path lockFile) {
    super(
        "Tried to open the task hub "
            + database
            + " but another process holds its lock "
            + lockFile
            + ". Stop that process, or use another file.");
  }
}
