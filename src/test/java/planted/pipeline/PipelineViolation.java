package planted.pipeline;

/** A pipeline must not know the client. */
public final class PipelineViolation {

  public planted.client.ClientViolation reach;
}
