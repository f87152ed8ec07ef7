package planted.local;

/** The local mode must not know the command line. */
public final class LocalViolation {

  public planted.cli.CliViolation reach;
}
