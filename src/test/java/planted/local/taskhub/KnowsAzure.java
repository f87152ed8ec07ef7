package planted.local.taskhub;

import com.microsoft.azure.functions.HttpStatus;

/** The task hub must not know Azure Functions. */
public final class KnowsAzure {

  public HttpStatus reach;
}
