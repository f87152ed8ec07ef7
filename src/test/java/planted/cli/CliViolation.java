package planted.cli;

/** The command line must not know functions. */
public final class CliViolation {

  public planted.functions.FunctionsViolation reach;
}
