package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.RpcException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a function can ask about the calls before this one, as the Java worker tells it.
 *
 * @param getRetrycount 0 for the first call
 * @param getMaxretrycount -1 for no limit
 * @param failure of the call before; null for the first
 */
record RetryAttempt(int getRetrycount, int getMaxretrycount, @Nullable Throwable failure)
    implements RetryContext {

  /** A call that is not made again. */
  static final RetryAttempt NONE = new RetryAttempt(0, 0, null);

  @Override
  @SuppressWarnings("NullAway") // the interface is not annotated; there may have been no failure
  public @Nullable RpcException getException() {
    return failure == null ? null : new Failure(failure);
  }

  private record Failure(Throwable thrown) implements RpcException {

    @Override
    public String getSource() {
      return thrown.getClass().getName();
    }

    @Override
    public String getStacktrace() {
      StringWriter stack = new StringWriter();
      thrown.printStackTrace(new PrintWriter(stack));
      return stack.toString();
    }

    @Override
    public String getMessage() {
      return thrown.toString();
    }
  }
}
