package planted.local.functionhost.health;

/** Health must not know the web server. */
public final class HealthViolation {

  public planted.local.functionhost.web.WebViolation reach;
}
