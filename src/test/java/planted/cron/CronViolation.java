package planted.cron;

/** Cron expressions must not know tasks. */
public final class CronViolation {

  public planted.task.TaskViolation reach;
}
