package planted.governor;

/** The governor must not know activities. */
public final class GovernorViolation {

  public planted.activity.ActivityViolation reach;
}
