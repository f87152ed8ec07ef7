package planted.local.taskhub;

/** The task hub must know nothing of Estiba, nor of Azure. */
public final class TaskHubViolation {

  public planted.task.TaskViolation reach;
}
